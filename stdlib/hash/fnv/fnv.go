// Package fnv is the hashes FNV-1 and FNV-1a of Fowler, Noll and Vo.
package fnv

import (
	"errors"
	"hash"
	"math/bits"
)

const (
	offset32   = 2166136261
	offset64   = 14695981039346656037
	offsetHi   = 0x6c62272e07bb0142
	offsetLo   = 0x62b821756295c58d
	prime32    = 16777619
	prime64    = 1099511628211
	primeLo    = 0x13b
	primeShift = 24
)

func appendBig(b []byte, v uint64, n int) []byte {
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

func big(b []byte, n int) (v uint64) {
	for _, c := range b[:n] {
		v = v<<8 | uint64(c)
	}
	return v
}

// check looks at an encoded state: magic and n bytes.
func check(b []byte, magic string, n int) error {
	if len(b) < 4 || string(b[:4]) != magic {
		return errors.New("hash/fnv: invalid hash state identifier")
	}
	if len(b) != 4+n {
		return errors.New("hash/fnv: invalid hash state size")
	}
	return nil
}

// New32 returns a hash of 32 bits, FNV-1.
func New32() hash.Hash32 {
	s := sum32(offset32)
	return &s
}

type sum32 uint32

func (s *sum32) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = h*prime32 ^ sum32(c)
	}
	*s = h
	return len(data), nil
}

func (s *sum32) Sum32() uint32        { return uint32(*s) }
func (s *sum32) Sum(in []byte) []byte { return appendBig(in, uint64(*s), 4) }
func (s *sum32) Reset()               { *s = offset32 }
func (s *sum32) Size() int            { return 4 }
func (s *sum32) BlockSize() int       { return 1 }
func (s *sum32) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum32) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x01"...)), nil }
func (s *sum32) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum32) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x01", 4); err != nil {
		return err
	}
	*s = sum32(big(b[4:], 4))
	return nil
}

// New32a returns a hash of 32 bits, FNV-1a.
func New32a() hash.Hash32 {
	s := sum32a(offset32)
	return &s
}

type sum32a uint32

func (s *sum32a) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = (h ^ sum32a(c)) * prime32
	}
	*s = h
	return len(data), nil
}

func (s *sum32a) Sum32() uint32        { return uint32(*s) }
func (s *sum32a) Sum(in []byte) []byte { return appendBig(in, uint64(*s), 4) }
func (s *sum32a) Reset()               { *s = offset32 }
func (s *sum32a) Size() int            { return 4 }
func (s *sum32a) BlockSize() int       { return 1 }
func (s *sum32a) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum32a) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x02"...)), nil }
func (s *sum32a) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum32a) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x02", 4); err != nil {
		return err
	}
	*s = sum32a(big(b[4:], 4))
	return nil
}

// New64 returns a hash of 64 bits, FNV-1.
func New64() hash.Hash64 {
	s := sum64(offset64)
	return &s
}

type sum64 uint64

func (s *sum64) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = h*prime64 ^ sum64(c)
	}
	*s = h
	return len(data), nil
}

func (s *sum64) Sum64() uint64        { return uint64(*s) }
func (s *sum64) Sum(in []byte) []byte { return appendBig(in, uint64(*s), 8) }
func (s *sum64) Reset()               { *s = offset64 }
func (s *sum64) Size() int            { return 8 }
func (s *sum64) BlockSize() int       { return 1 }
func (s *sum64) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum64) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x03"...)), nil }
func (s *sum64) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum64) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x03", 8); err != nil {
		return err
	}
	*s = sum64(big(b[4:], 8))
	return nil
}

// New64a returns a hash of 64 bits, FNV-1a.
func New64a() hash.Hash64 {
	s := sum64a(offset64)
	return &s
}

type sum64a uint64

func (s *sum64a) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = (h ^ sum64a(c)) * prime64
	}
	*s = h
	return len(data), nil
}

func (s *sum64a) Sum64() uint64        { return uint64(*s) }
func (s *sum64a) Sum(in []byte) []byte { return appendBig(in, uint64(*s), 8) }
func (s *sum64a) Reset()               { *s = offset64 }
func (s *sum64a) Size() int            { return 8 }
func (s *sum64a) BlockSize() int       { return 1 }
func (s *sum64a) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum64a) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x04"...)), nil }
func (s *sum64a) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum64a) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x04", 8); err != nil {
		return err
	}
	*s = sum64a(big(b[4:], 8))
	return nil
}

// New128 returns a hash of 128 bits, FNV-1.
func New128() hash.Hash {
	s := sum128{offsetHi, offsetLo}
	return &s
}

type sum128 struct{ hi, lo uint64 }

func (s *sum128) Write(data []byte) (int, error) {
	for _, c := range data {
		hi, lo := bits.Mul64(primeLo, s.lo)
		hi += s.lo<<primeShift + primeLo*s.hi
		s.hi, s.lo = hi, lo
		s.lo ^= uint64(c)
	}
	return len(data), nil
}

func (s *sum128) Sum(in []byte) []byte { return appendBig(appendBig(in, s.hi, 8), s.lo, 8) }
func (s *sum128) Reset()               { *s = sum128{offsetHi, offsetLo} }
func (s *sum128) Size() int            { return 16 }
func (s *sum128) BlockSize() int       { return 1 }
func (s *sum128) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum128) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x05"...)), nil }
func (s *sum128) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum128) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x05", 16); err != nil {
		return err
	}
	s.hi, s.lo = big(b[4:], 8), big(b[12:], 8)
	return nil
}

// New128a returns a hash of 128 bits, FNV-1a.
func New128a() hash.Hash {
	s := sum128a{offsetHi, offsetLo}
	return &s
}

type sum128a struct{ hi, lo uint64 }

func (s *sum128a) Write(data []byte) (int, error) {
	for _, c := range data {
		s.lo ^= uint64(c)
		hi, lo := bits.Mul64(primeLo, s.lo)
		hi += s.lo<<primeShift + primeLo*s.hi
		s.hi, s.lo = hi, lo
	}
	return len(data), nil
}

func (s *sum128a) Sum(in []byte) []byte { return appendBig(appendBig(in, s.hi, 8), s.lo, 8) }
func (s *sum128a) Reset()               { *s = sum128a{offsetHi, offsetLo} }
func (s *sum128a) Size() int            { return 16 }
func (s *sum128a) BlockSize() int       { return 1 }
func (s *sum128a) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}
func (s *sum128a) AppendBinary(b []byte) ([]byte, error) { return s.Sum(append(b, "fnv\x06"...)), nil }
func (s *sum128a) MarshalBinary() ([]byte, error)        { return s.AppendBinary(nil) }
func (s *sum128a) UnmarshalBinary(b []byte) error {
	if err := check(b, "fnv\x06", 16); err != nil {
		return err
	}
	s.hi, s.lo = big(b[4:], 8), big(b[12:], 8)
	return nil
}
