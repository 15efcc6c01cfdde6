// Package adler32 is the checksum of zlib (RFC 1950).
package adler32

import (
	"errors"
	"hash"
	"internal/byteorder"
)

// Size is the number of bytes of a checksum.
const Size = 4

const magic = "adl\x01"

// update returns the checksum of what d is the checksum of, followed by p.
func update(d uint32, p []byte) uint32

type digest uint32

// New returns a new checksum, which can be marshaled.
func New() hash.Hash32 {
	d := digest(1)
	return &d
}

// Checksum returns the checksum of data.
func Checksum(data []byte) uint32 { return update(1, data) }

func (d *digest) Reset()         { *d = 1 }
func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 4 }
func (d *digest) Sum32() uint32  { return uint32(*d) }

func (d *digest) Write(p []byte) (int, error) {
	*d = digest(update(uint32(*d), p))
	return len(p), nil
}

func (d *digest) Sum(in []byte) []byte { return byteorder.AppendUint32(in, uint32(*d)) }

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) { return d.Sum(append(b, magic...)), nil }
func (d *digest) MarshalBinary() ([]byte, error)        { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/adler32: invalid hash state identifier")
	}
	if len(b) != len(magic)+Size {
		return errors.New("hash/adler32: invalid hash state size")
	}
	*d = digest(byteorder.Uint32(b[len(magic):]))
	return nil
}
