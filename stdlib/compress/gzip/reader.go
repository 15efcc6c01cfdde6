// Package gzip reads and writes files in the format gzip (RFC 1952).
package gzip

import (
	"bufio"
	"compress/flate"
	"errors"
	"hash/crc32"
	"internal/byteorder"
	"io"
	"time"
)

// The errors of wrong data.
var (
	ErrChecksum = errors.New("gzip: invalid checksum")
	ErrHeader   = errors.New("gzip: invalid header")
)

// Header is what a file says of its contents; texts are Latin-1.
type Header struct {
	Comment string
	Extra   []byte
	ModTime time.Time
	Name    string
	OS      byte
}

// The bits of what a header has.
const (
	hasCRC = 1 << (iota + 1)
	hasExtra
	hasName
	hasComment
)

// Reader reads a file decompressed; several files in a row are read as one.
type Reader struct {
	Header // of the first file, or the one being read
	r      flate.Reader
	z      io.ReadCloser
	sum    uint32
	size   uint32
	single bool
	err    error
}

// NewReader reads a header and returns a Reader of what follows it.
func NewReader(r io.Reader) (*Reader, error) {
	z := new(Reader)
	if err := z.Reset(r); err != nil {
		return nil, err
	}
	return z, nil
}

// Reset makes z as NewReader returns it.
func (z *Reader) Reset(r io.Reader) error {
	br, ok := r.(flate.Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	*z = Reader{r: br, z: z.z}
	z.Header, z.err = z.readHeader()
	return z.err
}

// Multistream tells whether several files in a row are one. If not, Read returns io.EOF at the end of each, and Reset goes
// on with the next one.
func (z *Reader) Multistream(ok bool) { z.single = !ok }

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// text reads a text and its zero, and adds them to sum.
func (z *Reader) text(sum *uint32) (string, error) {
	var runes []rune
	var raw []byte
	for len(raw) < 512 {
		c, err := z.r.ReadByte()
		if err != nil {
			return "", noEOF(err)
		}
		raw = append(raw, c)
		if c == 0 {
			*sum = crc32.Update(*sum, crc32.IEEETable, raw)
			return string(runes), nil
		}
		runes = append(runes, rune(c))
	}
	return "", ErrHeader
}

func (z *Reader) readHeader() (h Header, err error) {
	var b [10]byte
	if _, err = io.ReadFull(z.r, b[:]); err != nil {
		return h, err // io.EOF: there is no file
	}
	if b[0] != 0x1f || b[1] != 0x8b || b[2] != 8 {
		return h, ErrHeader
	}
	flags := b[3]
	if t := int64(byteorder.LittleUint32(b[4:])); t > 0 {
		h.ModTime = time.Unix(t, 0)
	}
	h.OS = b[9]
	sum := crc32.ChecksumIEEE(b[:])
	if flags&hasExtra != 0 {
		if _, err = io.ReadFull(z.r, b[:2]); err != nil {
			return h, noEOF(err)
		}
		sum = crc32.Update(sum, crc32.IEEETable, b[:2])
		extra := make([]byte, byteorder.LittleUint16(b[:]))
		if _, err = io.ReadFull(z.r, extra); err != nil {
			return h, noEOF(err)
		}
		sum = crc32.Update(sum, crc32.IEEETable, extra)
		h.Extra = extra
	}
	if flags&hasName != 0 {
		if h.Name, err = z.text(&sum); err != nil {
			return h, err
		}
	}
	if flags&hasComment != 0 {
		if h.Comment, err = z.text(&sum); err != nil {
			return h, err
		}
	}
	if flags&hasCRC != 0 {
		if _, err = io.ReadFull(z.r, b[:2]); err != nil {
			return h, noEOF(err)
		}
		if byteorder.LittleUint16(b[:]) != uint16(sum) {
			return h, ErrHeader
		}
	}
	z.sum, z.size = 0, 0
	if z.z == nil {
		z.z = flate.NewReader(z.r)
	} else {
		z.z.(flate.Resetter).Reset(z.r, nil)
	}
	return h, nil
}

// Read reads what was compressed. The error is io.EOF, or ErrChecksum, once all is read.
func (z *Reader) Read(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	for n == 0 {
		n, z.err = z.z.Read(p)
		z.sum = crc32.Update(z.sum, crc32.IEEETable, p[:n])
		z.size += uint32(n)
		if z.err != io.EOF {
			return n, z.err
		}
		var b [8]byte
		if _, err := io.ReadFull(z.r, b[:]); err != nil {
			z.err = noEOF(err)
			return n, z.err
		}
		if byteorder.LittleUint32(b[:]) != z.sum || byteorder.LittleUint32(b[4:]) != z.size {
			z.err = ErrChecksum
			return n, z.err
		}
		z.sum, z.size = 0, 0
		if z.single {
			return n, io.EOF
		}
		if _, z.err = z.readHeader(); z.err != nil {
			return n, z.err
		}
	}
	return n, nil
}

// Close closes z, not what it reads from.
func (z *Reader) Close() error { return z.z.Close() }
