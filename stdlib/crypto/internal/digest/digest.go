// Package digest is what MD5, SHA-1 and SHA-2 have in common: blocks of a fixed size go through a compression function,
// and the last one is filled up with the length.
package digest

import (
	"errors"
	"hash"
	"internal/byteorder"
)

// What native.cc knows.
const (
	md5 = iota
	sha1
	sha256
	sha512
)

// Func is one of the hash functions.
type Func struct {
	pkg    string // for errors
	magic  string // before a marshaled state
	kind   int
	size   int
	words  int // of the state
	start  [8]uint64
	double bool // blocks of 128 bytes and words of 64 bits
}

// The functions.
var (
	MD5    = &Func{"md5", "md5\x01", md5, 16, 4, [8]uint64{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, false}
	SHA1   = &Func{"sha1", "sha\x01", sha1, 20, 5, [8]uint64{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}, false}
	SHA224 = &Func{"sha256", "sha\x02", sha256, 28, 8, [8]uint64{0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
		0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4}, false}
	SHA256 = &Func{"sha256", "sha\x03", sha256, 32, 8, [8]uint64{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}, false}
	SHA384 = &Func{"sha512", "sha\x04", sha512, 48, 8, [8]uint64{0xcbbb9d5dc1059ed8, 0x629a292a367cd507,
		0x9159015a3070dd17, 0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7,
		0x47b5481dbefa4fa4}, true}
	SHA512_224 = &Func{"sha512", "sha\x05", sha512, 28, 8, [8]uint64{0x8c3d37c819544da2, 0x73e1996689dcd4d6,
		0x1dfab7ae32ff9c82, 0x679dd514582f9fcf, 0x0f6d2b697bd44da8, 0x77e36f7304c48942, 0x3f9d85a86a1d36c8,
		0x1112e6ad91d692a1}, true}
	SHA512_256 = &Func{"sha512", "sha\x06", sha512, 32, 8, [8]uint64{0x22312194fc2bf72c, 0x9f555fa3c84c64c2,
		0x2393b86b6f53b151, 0x963877195940eabd, 0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa,
		0x0eb72ddc81c52ca2}, true}
	SHA512 = &Func{"sha512", "sha\x07", sha512, 64, 8, [8]uint64{0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
		0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b,
		0x5be0cd19137e2179}, true}
)

// blocks takes the whole blocks of p into the state.
func blocks(state *[8]uint64, kind int, p []byte)

// Digest is a hash being computed.
type Digest struct {
	f     *Func
	state [8]uint64
	len   uint64    // bytes so far
	rest  [128]byte // those of an incomplete block
}

// New returns a new Digest.
func (f *Func) New() *Digest { return &Digest{f: f, state: f.start} }

// Sum returns the hash of data.
func (f *Func) Sum(data []byte) []byte {
	d := Digest{f: f, state: f.start}
	d.Write(data)
	return d.finish(nil)
}

// Size returns the length of the hash.
func (d *Digest) Size() int { return d.f.size }

// BlockSize returns the size of a block.
func (d *Digest) BlockSize() int {
	if d.f.double {
		return 128
	}
	return 64
}

// Reset begins anew.
func (d *Digest) Reset() { d.state, d.len = d.f.start, 0 }

// Write adds p.
func (d *Digest) Write(p []byte) (int, error) {
	n := len(p)
	size := d.BlockSize()
	if at := int(d.len) & (size - 1); at > 0 {
		k := copy(d.rest[at:size], p)
		p = p[k:]
		if at+k == size {
			blocks(&d.state, d.f.kind, d.rest[:size])
		}
	}
	blocks(&d.state, d.f.kind, p)
	copy(d.rest[:], p[len(p)&^(size-1):])
	d.len += uint64(n)
	return n, nil
}

// WriteString adds s.
func (d *Digest) WriteString(s string) (int, error) { return d.Write([]byte(s)) }

// Sum appends the hash of what was written.
func (d *Digest) Sum(in []byte) []byte {
	c := *d
	return c.finish(in)
}

func (d *Digest) finish(in []byte) []byte {
	size := d.BlockSize()
	bits := d.len << 3
	over := d.len >> 61
	at := int(d.len) & (size - 1)
	pad := append(make([]byte, 0, 2*size), d.rest[:at]...)
	pad = append(pad, 0x80)
	end := (at + 1 + size/8 + size - 1) / size * size
	pad = pad[:end]
	for i := range 8 {
		if d.f.kind == md5 {
			pad[end-8+i] = byte(bits >> (8 * i))
		} else {
			pad[end-8+i] = byte(bits >> (56 - 8*i))
		}
	}
	if d.f.double {
		pad[end-9] = byte(over)
	}
	blocks(&d.state, d.f.kind, pad)
	var out []byte
	for _, w := range d.state[:d.f.words] {
		switch {
		case d.f.double:
			out = byteorder.AppendUint64(out, w)
		case d.f.kind == md5:
			out = byteorder.AppendLittleUint32(out, uint32(w))
		default:
			out = byteorder.AppendUint32(out, uint32(w))
		}
	}
	return append(in, out[:d.f.size]...)
}

// Clone returns a copy.
func (d *Digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

// AppendBinary appends the state as UnmarshalBinary takes it.
func (d *Digest) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, d.f.magic...)
	for _, w := range d.state[:d.f.words] {
		if d.f.double {
			b = byteorder.AppendUint64(b, w)
		} else {
			b = byteorder.AppendUint32(b, uint32(w))
		}
	}
	size := d.BlockSize()
	at := int(d.len) & (size - 1)
	b = append(b, d.rest[:at]...)
	b = append(b, make([]byte, size-at)...)
	return byteorder.AppendUint64(b, d.len), nil
}

// MarshalBinary returns the state.
func (d *Digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

// UnmarshalBinary takes a state of the same function.
func (d *Digest) UnmarshalBinary(b []byte) error {
	if len(b) < 4 || string(b[:4]) != d.f.magic {
		return errors.New("crypto/" + d.f.pkg + ": invalid hash state identifier")
	}
	word := 4
	if d.f.double {
		word = 8
	}
	size := d.BlockSize()
	if len(b) != 4+d.f.words*word+size+8 {
		return errors.New("crypto/" + d.f.pkg + ": invalid hash state size")
	}
	b = b[4:]
	for i := range d.f.words {
		if d.f.double {
			d.state[i] = byteorder.Uint64(b)
		} else {
			d.state[i] = uint64(byteorder.Uint32(b))
		}
		b = b[word:]
	}
	copy(d.rest[:], b[:size])
	d.len = byteorder.Uint64(b[size:])
	return nil
}
