// Package crc64 is the 64-bit cyclic redundancy check. Polynomials are given reversed: the lowest bit is the greatest power.
package crc64

import (
	"errors"
	"hash"
	"internal/byteorder"
	"sync"
)

// Size is the number of bytes of a checksum.
const Size = 8

// Common polynomials: of ISO 3309 (HDLC), and of ECMA 182.
const (
	ISO  = 0xD800000000000000
	ECMA = 0xC96C5795D7870F42
)

// Table is the remainders of all bytes for a polynomial.
type Table [256]uint64

var (
	iso  = sync.OnceValue(func() *Table { return newTable(ISO) })
	ecma = sync.OnceValue(func() *Table { return newTable(ECMA) })
)

func fill(t *Table, poly uint64)

func update(crc uint64, t *Table, p []byte) uint64

// MakeTable returns the table of a polynomial; it must not be changed.
func MakeTable(poly uint64) *Table {
	switch poly {
	case ISO:
		return iso()
	case ECMA:
		return ecma()
	}
	return newTable(poly)
}

func newTable(poly uint64) *Table {
	t := new(Table)
	fill(t, poly)
	return t
}

// Update returns the checksum of what crc is the checksum of, followed by p.
func Update(crc uint64, tab *Table, p []byte) uint64 {
	_ = tab[0]
	return update(crc, tab, p)
}

// Checksum returns the checksum of data.
func Checksum(data []byte, tab *Table) uint64 { return Update(0, tab, data) }

type digest struct {
	crc uint64
	tab *Table
}

// New returns a new checksum by a table, which can be marshaled.
func New(tab *Table) hash.Hash64 { return &digest{tab: tab} }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum64() uint64  { return d.crc }

func (d *digest) Write(p []byte) (int, error) {
	d.crc = Update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) Sum(in []byte) []byte { return byteorder.AppendUint64(in, d.crc) }

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

const magic = "crc\x02"

// sum is what a marshaled state names its table by.
func (t *Table) sum() uint64 {
	var b []byte
	if t != nil {
		for _, x := range t {
			b = byteorder.AppendUint64(b, x)
		}
	}
	return Checksum(b, MakeTable(ISO))
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, magic...)
	b = byteorder.AppendUint64(b, d.tab.sum())
	return byteorder.AppendUint64(b, d.crc), nil
}

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc64: invalid hash state identifier")
	}
	if len(b) != len(magic)+16 {
		return errors.New("hash/crc64: invalid hash state size")
	}
	if d.tab.sum() != byteorder.Uint64(b[4:]) {
		return errors.New("hash/crc64: tables do not match")
	}
	d.crc = byteorder.Uint64(b[12:])
	return nil
}
