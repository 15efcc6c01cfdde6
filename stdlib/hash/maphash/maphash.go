// Package maphash hashes bytes and comparable values, differently in each process, as maps do.
package maphash

import (
	"hash"
	"internal/rt"
	"unsafe"
)

// Seed decides which of many hash functions it is. Only MakeSeed makes one.
type Seed struct {
	s uint64
}

// MakeSeed returns a random seed.
func MakeSeed() Seed {
	for {
		if s := rt.Rand64(); s != 0 {
			return Seed{s}
		}
	}
}

func (s Seed) check() {
	if s.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
}

// Bytes are hashed in blocks of this size; the hash of one is the seed of the next.
const blockSize = 128

func add(b []byte, state uint64) uint64 {
	for len(b) > blockSize {
		state = rt.HashBytes(b[:blockSize], state)
		b = b[blockSize:]
	}
	if len(b) == 0 {
		return state
	}
	return rt.HashBytes(b, state)
}

// Bytes returns the hash of b: what a Hash of that seed has after Write(b).
func Bytes(seed Seed, b []byte) uint64 {
	seed.check()
	return add(b, seed.s)
}

// String is Bytes of a string.
func String(seed Seed, s string) uint64 {
	seed.check()
	return add(rt.BytesOf(s), seed.s)
}

// Comparable returns the hash of v; equal values have equal hashes. It panics if v holds an interface that holds what
// cannot be compared.
func Comparable[T comparable](seed Seed, v T) uint64 { return comparableHash(v, seed.s) }

func comparableHash[T comparable](v T, seed uint64) uint64 {
	var p any = (*T)(nil)
	t := (*rt.PtrType)(unsafe.Pointer(rt.TypeOf(p))).Elem
	return rt.Hash(t, unsafe.Pointer(&v), seed)
}

// WriteComparable adds v to what h hashes.
func WriteComparable[T comparable](h *Hash, x T) {
	h.init()
	if h.n != 0 {
		h.state = rt.HashBytes(h.buf[:h.n], h.state)
		h.n = 0
	}
	h.state = comparableHash(x, h.state)
}

// Hash hashes what is written to it. The zero Hash is ready and takes a random seed.
type Hash struct {
	_     [0]func()
	seed  Seed
	state uint64 // the hash of all blocks before buf
	buf   [blockSize]byte
	n     int // bytes in buf
}

func (h *Hash) init() {
	if h.seed.s == 0 {
		h.seed = MakeSeed()
		h.state = h.seed.s
	}
}

// Write adds b.
func (h *Hash) Write(b []byte) (int, error) {
	h.init()
	size := len(b)
	for len(b) > 0 {
		if h.n == blockSize {
			h.state = rt.HashBytes(h.buf[:], h.state)
			h.n = 0
		}
		k := copy(h.buf[h.n:], b)
		h.n += k
		b = b[k:]
	}
	return size, nil
}

// WriteString adds s.
func (h *Hash) WriteString(s string) (int, error) { return h.Write(rt.BytesOf(s)) }

// WriteByte adds b.
func (h *Hash) WriteByte(b byte) error {
	h.Write([]byte{b})
	return nil
}

// Seed returns the seed of h.
func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

// SetSeed begins anew with seed.
func (h *Hash) SetSeed(seed Seed) {
	seed.check()
	h.seed, h.state, h.n = seed, seed.s, 0
}

// Reset begins anew with the same seed.
func (h *Hash) Reset() {
	h.init()
	h.state, h.n = h.seed.s, 0
}

// Sum64 returns the hash of what was written.
func (h *Hash) Sum64() uint64 {
	h.init()
	return add(h.buf[:h.n], h.state)
}

// Sum appends the hash.
func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for range 8 {
		b = append(b, byte(x))
		x >>= 8
	}
	return b
}

// Size returns 8.
func (h *Hash) Size() int { return 8 }

// BlockSize returns the size of the blocks.
func (h *Hash) BlockSize() int { return blockSize }

// Clone returns a copy of h.
func (h *Hash) Clone() (hash.Cloner, error) {
	h.init()
	c := *h
	return &c, nil
}
