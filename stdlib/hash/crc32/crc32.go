// Package crc32 is the 32-bit cyclic redundancy check. Polynomials are given reversed: the lowest bit is the greatest power.
package crc32

import (
	"errors"
	"hash"
	"internal/byteorder"
	"sync"
)

// Size is the number of bytes of a checksum.
const Size = 4

// Common polynomials: of Ethernet, gzip and many others; of iSCSI; and one that finds more errors than the first.
const (
	IEEE       = 0xedb88320
	Castagnoli = 0x82f63b78
	Koopman    = 0xeb31d82e
)

// Table is the remainders of all bytes for a polynomial.
type Table [256]uint32

// IEEETable is the table of IEEE.
var IEEETable = newTable(IEEE)

// castagnoli is the table of Castagnoli, filled when first asked for.
var castagnoli = new(Table)

var fillCastagnoli = sync.OnceFunc(func() { fill(castagnoli, Castagnoli) })

func newTable(poly uint32) *Table {
	t := new(Table)
	fill(t, poly)
	return t
}

func fill(t *Table, poly uint32)

func updateByTable(crc uint32, t *Table, p []byte) uint32

func updateIEEE(crc uint32, p []byte) uint32

func updateCastagnoli(crc uint32, p []byte) uint32

// MakeTable returns the table of a polynomial; it must not be changed.
func MakeTable(poly uint32) *Table {
	switch poly {
	case IEEE:
		return IEEETable
	case Castagnoli:
		fillCastagnoli()
		return castagnoli
	}
	return newTable(poly)
}

// Update returns the checksum of what crc is the checksum of, followed by p.
func Update(crc uint32, tab *Table, p []byte) uint32 {
	switch tab {
	case nil:
		_ = tab[0]
	case IEEETable:
		return updateIEEE(crc, p)
	case castagnoli:
		return updateCastagnoli(crc, p)
	}
	return updateByTable(crc, tab, p)
}

// Checksum returns the checksum of data.
func Checksum(data []byte, tab *Table) uint32 { return Update(0, tab, data) }

// ChecksumIEEE returns the checksum of data by the polynomial IEEE.
func ChecksumIEEE(data []byte) uint32 { return updateIEEE(0, data) }

type digest struct {
	crc uint32
	tab *Table
}

// New returns a new checksum by a table, which can be marshaled.
func New(tab *Table) hash.Hash32 { return &digest{tab: tab} }

// NewIEEE is New(IEEETable).
func NewIEEE() hash.Hash32 { return New(IEEETable) }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum32() uint32  { return d.crc }

func (d *digest) Write(p []byte) (int, error) {
	d.crc = Update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) Sum(in []byte) []byte { return byteorder.AppendUint32(in, d.crc) }

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}

const magic = "crc\x01"

// sum is what a marshaled state names its table by.
func (t *Table) sum() uint32 {
	var b []byte
	if t != nil {
		for _, x := range t {
			b = byteorder.AppendUint32(b, x)
		}
	}
	return ChecksumIEEE(b)
}

func (d *digest) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, magic...)
	b = byteorder.AppendUint32(b, d.tab.sum())
	return byteorder.AppendUint32(b, d.crc), nil
}

func (d *digest) MarshalBinary() ([]byte, error) { return d.AppendBinary(nil) }

func (d *digest) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic) || string(b[:len(magic)]) != magic {
		return errors.New("hash/crc32: invalid hash state identifier")
	}
	if len(b) != len(magic)+8 {
		return errors.New("hash/crc32: invalid hash state size")
	}
	if d.tab.sum() != byteorder.Uint32(b[4:]) {
		return errors.New("hash/crc32: tables do not match")
	}
	d.crc = byteorder.Uint32(b[8:])
	return nil
}
