package binary

import (
	"errors"
	"io"
)

// The greatest lengths of encoded integers of 16, 32 and 64 bits.
const (
	MaxVarintLen16 = 3
	MaxVarintLen32 = 5
	MaxVarintLen64 = 10
)

var errOverflow = errors.New("binary: varint overflows a 64-bit integer")

// AppendUvarint appends x, seven bits a byte, the low ones first; all bytes but the last have the top bit set.
func AppendUvarint(buf []byte, x uint64) []byte {
	for x >= 0x80 {
		buf = append(buf, byte(x)|0x80)
		x >>= 7
	}
	return append(buf, byte(x))
}

// PutUvarint writes x to buf, which must have room, and returns the length.
func PutUvarint(buf []byte, x uint64) int {
	i := 0
	for ; x >= 0x80; i++ {
		buf[i] = byte(x) | 0x80
		x >>= 7
	}
	buf[i] = byte(x)
	return i + 1
}

// Uvarint decodes an integer at the beginning of buf and returns it and its length; 0 if buf is too short, and minus the
// number of bytes read if the integer is greater than 64 bits.
func Uvarint(buf []byte) (uint64, int) {
	var x uint64
	for i, b := range buf {
		if i == MaxVarintLen64 || i == MaxVarintLen64-1 && b < 0x80 && b > 1 {
			return 0, -(i + 1)
		}
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return x, i + 1
		}
	}
	return 0, 0
}

// zigzag maps integers to unsigned ones such that small ones stay small: 0, -1, 1, -2, …
func zigzag(x int64) uint64 { return uint64(x)<<1 ^ uint64(x>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// AppendVarint appends x, with the sign in the lowest bit.
func AppendVarint(buf []byte, x int64) []byte { return AppendUvarint(buf, zigzag(x)) }

// PutVarint is PutUvarint of a signed integer.
func PutVarint(buf []byte, x int64) int { return PutUvarint(buf, zigzag(x)) }

// Varint is Uvarint of a signed integer.
func Varint(buf []byte) (int64, int) {
	u, n := Uvarint(buf)
	return unzigzag(u), n
}

// ReadUvarint reads an integer. The error is io.EOF only if nothing was read.
func ReadUvarint(r io.ByteReader) (uint64, error) {
	var x uint64
	for i := range MaxVarintLen64 {
		b, err := r.ReadByte()
		if err != nil {
			if i > 0 && err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return x, err
		}
		if i == MaxVarintLen64-1 && b < 0x80 && b > 1 {
			return x, errOverflow
		}
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return x, nil
		}
	}
	return x, errOverflow
}

// ReadVarint is ReadUvarint of a signed integer.
func ReadVarint(r io.ByteReader) (int64, error) {
	u, err := ReadUvarint(r)
	return unzigzag(u), err
}
