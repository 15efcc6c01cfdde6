package rand

import (
	"errors"
	"internal/rand"
	"math/bits"
)

// PCG is a Source with 128 bits of state.
type PCG struct {
	hi, lo uint64
}

// NewPCG returns a PCG in the state of the seeds.
func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

// Seed brings p into the state of the seeds.
func (p *PCG) Seed(seed1, seed2 uint64) { p.hi, p.lo = seed1, seed2 }

// Uint64 returns the next 64 bits: the state of a linear congruential generator, mixed by DXSM.
func (p *PCG) Uint64() uint64 {
	const mulHi, mulLo = 2549297995355413924, 4865540595714422341
	const incHi, incLo = 6364136223846793005, 1442695040888963407
	hi, lo := bits.Mul64(p.lo, mulLo)
	hi += p.hi*mulLo + p.lo*mulHi
	lo, c := bits.Add64(lo, incLo, 0)
	hi, _ = bits.Add64(hi, incHi, c)
	p.hi, p.lo = hi, lo
	hi ^= hi >> 32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return hi * (lo | 1)
}

func appendBig(b []byte, v uint64) []byte {
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(v>>shift))
	}
	return b
}

func appendLittle(b []byte, v uint64) []byte { return appendBig(b, bits.ReverseBytes64(v)) }

func big(b []byte) (v uint64) {
	for _, c := range b[:8] {
		v = v<<8 | uint64(c)
	}
	return v
}

func little(b []byte) uint64 { return bits.ReverseBytes64(big(b)) }

// AppendBinary implements encoding.BinaryAppender.
func (p *PCG) AppendBinary(b []byte) ([]byte, error) {
	return appendBig(appendBig(append(b, "pcg:"...), p.hi), p.lo), nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (p *PCG) MarshalBinary() ([]byte, error) { return p.AppendBinary(make([]byte, 0, 20)) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (p *PCG) UnmarshalBinary(data []byte) error {
	if len(data) != 20 || string(data[:4]) != "pcg:" {
		return errors.New("invalid PCG encoding")
	}
	p.hi, p.lo = big(data[4:]), big(data[12:])
	return nil
}

// ChaCha8 is a cryptographically strong Source.
type ChaCha8 struct {
	buf     [32]uint64
	seed    [4]uint64
	i, n, c uint32 // buf[i:n] is next; the counter of buf's first block
	readBuf [8]byte
	readLen int // the last bytes of readBuf that Read has not returned
}

// NewChaCha8 returns a ChaCha8 in the state of seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

// Seed brings c into the state of seed.
func (c *ChaCha8) Seed(seed [32]byte) {
	*c = ChaCha8{n: 32}
	for i := range c.seed {
		c.seed[i] = little(seed[8*i:])
	}
	rand.ChaCha8Block(&c.seed, &c.buf, 0)
}

// Uint64 returns the next 64 bits. Each 16 blocks the last 4 words become the new key.
func (c *ChaCha8) Uint64() uint64 {
	if c.i >= c.n {
		c.c += 4
		if c.c == 16 {
			copy(c.seed[:], c.buf[28:])
			c.c = 0
		}
		c.block()
		c.i = 0
	}
	v := c.buf[c.i&31]
	c.i++
	return v
}

func (c *ChaCha8) block() {
	rand.ChaCha8Block(&c.seed, &c.buf, c.c)
	c.n = 32
	if c.c == 12 {
		c.n = 28
	}
}

// Read fills p; it never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	total := len(p)
	for len(p) > 0 {
		if c.readLen == 0 {
			appendLittle(c.readBuf[:0], c.Uint64())
			c.readLen = 8
		}
		m := copy(p, c.readBuf[8-c.readLen:])
		c.readLen -= m
		p = p[m:]
	}
	return total, nil
}

// AppendBinary implements encoding.BinaryAppender.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.readLen > 0 {
		b = append(b, "readbuf:"...)
		b = append(b, byte(c.readLen))
		b = append(b, c.readBuf[8-c.readLen:]...)
	}
	b = appendBig(append(b, "chacha8:"...), uint64(c.c/4*32+c.i))
	for _, s := range c.seed {
		b = appendLittle(b, s)
	}
	return b, nil
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (c *ChaCha8) MarshalBinary() ([]byte, error) { return c.AppendBinary(make([]byte, 0, 64)) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	if len(data) >= 8 && string(data[:8]) == "readbuf:" {
		data = data[8:]
		if len(data) == 0 || len(data) < 1+int(data[0]) || data[0] > 8 {
			return errors.New("invalid ChaCha8 Read buffer encoding")
		}
		n := int(data[0])
		c.readLen = copy(c.readBuf[8-n:], data[1:1+n])
		data = data[1+n:]
	}
	if len(data) != 48 || string(data[:8]) != "chacha8:" || big(data[8:]) > 4*32-4 {
		return errors.New("invalid ChaCha8 encoding")
	}
	used := uint32(big(data[8:]))
	for i := range c.seed {
		c.seed[i] = little(data[16+8*i:])
	}
	c.c = used / 32 * 4
	c.block()
	c.i = used % 32
	return nil
}
