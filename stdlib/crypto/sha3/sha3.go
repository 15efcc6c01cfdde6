// Package sha3 is the hash functions SHA-3 and the functions SHAKE and cSHAKE of any length (FIPS 202, SP 800-185).
package sha3

import (
	"bytes"
	"crypto"
	"crypto/subtle"
	"errors"
	"hash"
)

func init() {
	crypto.RegisterHash(crypto.SHA3_224, func() hash.Hash { return New224() })
	crypto.RegisterHash(crypto.SHA3_256, func() hash.Hash { return New256() })
	crypto.RegisterHash(crypto.SHA3_384, func() hash.Hash { return New384() })
	crypto.RegisterHash(crypto.SHA3_512, func() hash.Hash { return New512() })
}

func permute(a *[200]byte)

func absorb(a *[200]byte, p []byte, rate int) int

// sponge takes bytes in and then gives bytes out, rate of them between two permutations.
type sponge struct {
	a         [200]byte
	n, rate   int
	domain    byte // the bits between data and padding
	squeezing bool
}

const (
	domainSHA3   = 0x06
	domainShake  = 0x1f
	domainCShake = 0x04
)

func (s *sponge) write(p []byte) {
	if s.squeezing {
		panic("sha3: Write after Read")
	}
	for len(p) > 0 {
		if s.n == 0 {
			p = p[absorb(&s.a, p, s.rate):]
		}
		n := subtle.XORBytes(s.a[s.n:s.rate], s.a[s.n:s.rate], p)
		p = p[n:]
		if s.n += n; s.n == s.rate {
			permute(&s.a)
			s.n = 0
		}
	}
}

func (s *sponge) read(p []byte) {
	if !s.squeezing {
		s.a[s.n] ^= s.domain
		s.a[s.rate-1] ^= 0x80
		permute(&s.a)
		s.n, s.squeezing = 0, true
	}
	for len(p) > 0 {
		if s.n == s.rate {
			permute(&s.a)
			s.n = 0
		}
		n := copy(p, s.a[s.n:s.rate])
		s.n += n
		p = p[n:]
	}
}

func (s *sponge) reset() {
	clear(s.a[:])
	s.n, s.squeezing = 0, false
}

// The length of a marshaled sponge: name, rate, state, place, direction.
const marshaled = 4 + 1 + 200 + 1 + 1

func (s *sponge) magic() string {
	switch s.domain {
	case domainSHA3:
		return "sha\x08"
	case domainShake:
		return "sha\x09"
	}
	return "sha\x0a"
}

func (s *sponge) append(b []byte) []byte {
	b = append(b, s.magic()...)
	b = append(b, byte(s.rate))
	b = append(b, s.a[:]...)
	direction := byte(0)
	if s.squeezing {
		direction = 1
	}
	return append(b, byte(s.n), direction)
}

func (s *sponge) unmarshal(b []byte) error {
	if len(b) != marshaled {
		return errors.New("sha3: invalid hash state")
	}
	if string(b[:4]) != s.magic() {
		return errors.New("sha3: invalid hash state identifier")
	}
	if int(b[4]) != s.rate {
		return errors.New("sha3: invalid hash state function")
	}
	n, direction := int(b[205]), b[206]
	if n > s.rate || direction > 1 {
		return errors.New("sha3: invalid hash state")
	}
	copy(s.a[:], b[5:])
	s.n, s.squeezing = n, direction == 1
	return nil
}

// SHA3 is a SHA-3 hash being computed. The zero SHA3 is of SHA3-256.
type SHA3 struct {
	s    sponge
	size int
}

func newSHA3(size int) *SHA3 {
	return &SHA3{sponge{rate: 200 - 2*size, domain: domainSHA3}, size}
}

// New224 returns a new hash of SHA3-224.
func New224() *SHA3 { return newSHA3(28) }

// New256 returns a new hash of SHA3-256.
func New256() *SHA3 { return newSHA3(32) }

// New384 returns a new hash of SHA3-384.
func New384() *SHA3 { return newSHA3(48) }

// New512 returns a new hash of SHA3-512.
func New512() *SHA3 { return newSHA3(64) }

func (s *SHA3) init() {
	if s.size == 0 {
		*s = *New256()
	}
}

// Write adds p.
func (s *SHA3) Write(p []byte) (n int, err error) {
	s.init()
	s.s.write(p)
	return len(p), nil
}

// Sum appends the hash of what was written.
func (s *SHA3) Sum(b []byte) []byte {
	s.init()
	c := s.s
	out := make([]byte, s.size)
	c.read(out)
	return append(b, out...)
}

// Reset begins anew.
func (s *SHA3) Reset() {
	s.init()
	s.s.reset()
}

// Size returns the length of the hash.
func (s *SHA3) Size() int {
	s.init()
	return s.size
}

// BlockSize returns the size of a block.
func (s *SHA3) BlockSize() int {
	s.init()
	return s.s.rate
}

// Clone returns a copy.
func (s *SHA3) Clone() (hash.Cloner, error) {
	c := *s
	return &c, nil
}

// MarshalBinary returns the state.
func (s *SHA3) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// AppendBinary appends the state.
func (s *SHA3) AppendBinary(p []byte) ([]byte, error) {
	s.init()
	return s.s.append(p), nil
}

// UnmarshalBinary takes a state of the same function.
func (s *SHA3) UnmarshalBinary(data []byte) error {
	s.init()
	return s.s.unmarshal(data)
}

func sum(size int, data []byte) []byte {
	s := newSHA3(size)
	s.s.write(data)
	return s.Sum(nil)
}

// Sum224 returns the SHA3-224 hash of data.
func Sum224(data []byte) [28]byte { return [28]byte(sum(28, data)) }

// Sum256 returns the SHA3-256 hash of data.
func Sum256(data []byte) [32]byte { return [32]byte(sum(32, data)) }

// Sum384 returns the SHA3-384 hash of data.
func Sum384(data []byte) [48]byte { return [48]byte(sum(48, data)) }

// Sum512 returns the SHA3-512 hash of data.
func Sum512(data []byte) [64]byte { return [64]byte(sum(64, data)) }

// SHAKE takes data and then gives as many bytes as are read. The zero SHAKE is SHAKE256.
type SHAKE struct {
	s     sponge
	start []byte // of cSHAKE: what goes before the data, without padding
}

const (
	rate128 = 168
	rate256 = 136
)

// NewSHAKE128 returns a new SHAKE128.
func NewSHAKE128() *SHAKE { return &SHAKE{s: sponge{rate: rate128, domain: domainShake}} }

// NewSHAKE256 returns a new SHAKE256.
func NewSHAKE256() *SHAKE { return &SHAKE{s: sponge{rate: rate256, domain: domainShake}} }

// NewCSHAKE128 returns a new cSHAKE128 for a function name N and a customization S.
func NewCSHAKE128(N, S []byte) *SHAKE { return newCSHAKE(N, S, rate128) }

// NewCSHAKE256 returns a new cSHAKE256 for a function name N and a customization S.
func NewCSHAKE256(N, S []byte) *SHAKE { return newCSHAKE(N, S, rate256) }

func newCSHAKE(N, S []byte, rate int) *SHAKE {
	if len(N) == 0 && len(S) == 0 {
		return &SHAKE{s: sponge{rate: rate, domain: domainShake}}
	}
	s := &SHAKE{s: sponge{rate: rate, domain: domainCShake}}
	for _, part := range [][]byte{N, S} {
		s.start = append(appendLength(s.start, uint64(len(part))*8), part...)
	}
	s.begin()
	return s
}

// appendLength appends a number with the count of its bytes before.
func appendLength(b []byte, v uint64) []byte {
	n := 1
	for n < 8 && v>>(8*n) != 0 {
		n++
	}
	b = append(b, byte(n))
	for i := n - 1; i >= 0; i-- {
		b = append(b, byte(v>>(8*i)))
	}
	return b
}

// begin writes the start of cSHAKE, filled up to whole blocks.
func (s *SHAKE) begin() {
	b := append(appendLength(nil, uint64(s.s.rate)), s.start...)
	for len(b)%s.s.rate != 0 {
		b = append(b, 0)
	}
	s.s.write(b)
}

func (s *SHAKE) init() {
	if s.s.rate == 0 {
		*s = *NewSHAKE256()
	}
}

// Write adds p; it panics after a Read.
func (s *SHAKE) Write(p []byte) (n int, err error) {
	s.init()
	s.s.write(p)
	return len(p), nil
}

// Read reads more of the output.
func (s *SHAKE) Read(p []byte) (n int, err error) {
	s.init()
	s.s.read(p)
	return len(p), nil
}

// Reset begins anew.
func (s *SHAKE) Reset() {
	s.init()
	s.s.reset()
	if len(s.start) != 0 {
		s.begin()
	}
}

// BlockSize returns the size of a block.
func (s *SHAKE) BlockSize() int {
	s.init()
	return s.s.rate
}

// MarshalBinary returns the state.
func (s *SHAKE) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// AppendBinary appends the state.
func (s *SHAKE) AppendBinary(p []byte) ([]byte, error) {
	s.init()
	return append(s.s.append(p), s.start...), nil
}

// UnmarshalBinary takes a state of the same function.
func (s *SHAKE) UnmarshalBinary(data []byte) error {
	s.init()
	if len(data) < marshaled {
		return errors.New("sha3: invalid hash state")
	}
	if err := s.s.unmarshal(data[:marshaled]); err != nil {
		return err
	}
	s.start = bytes.Clone(data[marshaled:])
	return nil
}

func sumSHAKE(s *SHAKE, data []byte, length int) []byte {
	s.s.write(data)
	out := make([]byte, length)
	s.s.read(out)
	return out
}

// SumSHAKE128 returns length bytes of SHAKE128 of data.
func SumSHAKE128(data []byte, length int) []byte { return sumSHAKE(NewSHAKE128(), data, length) }

// SumSHAKE256 returns length bytes of SHAKE256 of data.
func SumSHAKE256(data []byte, length int) []byte { return sumSHAKE(NewSHAKE256(), data, length) }
