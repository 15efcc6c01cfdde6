// Package zlib reads and writes data in the format zlib (RFC 1950).
package zlib

import (
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/adler32"
	"internal/byteorder"
	"io"
)

// The errors of wrong data.
var (
	ErrChecksum   = errors.New("zlib: invalid checksum")
	ErrDictionary = errors.New("zlib: invalid dictionary")
	ErrHeader     = errors.New("zlib: invalid header")
)

// Resetter is what NewReader's result can do.
type Resetter interface {
	// Reset makes it as NewReaderDict returns it.
	Reset(r io.Reader, dict []byte) error
}

type reader struct {
	r   flate.Reader
	z   io.ReadCloser
	sum hash.Hash32
	err error
}

// NewReader returns a reader of what r has, decompressed.
func NewReader(r io.Reader) (io.ReadCloser, error) { return NewReaderDict(r, nil) }

// NewReaderDict is NewReader of data that may have been compressed with a dictionary.
func NewReaderDict(r io.Reader, dict []byte) (io.ReadCloser, error) {
	z := new(reader)
	if err := z.Reset(r, dict); err != nil {
		return nil, err
	}
	return z, nil
}

// full fills b; the end of the data is an error.
func (z *reader) full(b []byte) error {
	_, err := io.ReadFull(z.r, b)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func (z *reader) Reset(r io.Reader, dict []byte) error {
	br, ok := r.(flate.Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	*z = reader{r: br, z: z.z}
	z.err = z.start(dict)
	return z.err
}

func (z *reader) start(dict []byte) error {
	var b [4]byte
	if err := z.full(b[:2]); err != nil {
		return err
	}
	if b[0]&15 != 8 || b[0]>>4 > 7 || (uint(b[0])<<8|uint(b[1]))%31 != 0 {
		return ErrHeader
	}
	hasDict := b[1]&0x20 != 0
	if hasDict {
		if err := z.full(b[:]); err != nil {
			return err
		}
		if byteorder.Uint32(b[:]) != adler32.Checksum(dict) {
			return ErrDictionary
		}
	}
	if z.z != nil {
		z.z.(flate.Resetter).Reset(z.r, dict)
	} else if hasDict {
		z.z = flate.NewReaderDict(z.r, dict)
	} else {
		z.z = flate.NewReader(z.r)
	}
	z.sum = adler32.New()
	return nil
}

func (z *reader) Read(p []byte) (int, error) {
	if z.err != nil {
		return 0, z.err
	}
	var n int
	n, z.err = z.z.Read(p)
	z.sum.Write(p[:n])
	if z.err != io.EOF {
		return n, z.err
	}
	var b [4]byte
	if err := z.full(b[:]); err != nil {
		z.err = err
	} else if byteorder.Uint32(b[:]) != z.sum.Sum32() {
		z.err = ErrChecksum
	}
	return n, z.err
}

func (z *reader) Close() error {
	if z.err != nil && z.err != io.EOF {
		return z.err
	}
	z.err = z.z.Close()
	return z.err
}

// The levels of compression.
const (
	NoCompression      = flate.NoCompression
	BestSpeed          = flate.BestSpeed
	BestCompression    = flate.BestCompression
	DefaultCompression = flate.DefaultCompression
	HuffmanOnly        = flate.HuffmanOnly
)

// Writer compresses what is written to it.
type Writer struct {
	w       io.Writer
	level   int
	dict    []byte
	z       *flate.Writer
	sum     hash.Hash32
	started bool
	err     error
}

// NewWriter returns a Writer to w, of the default level.
func NewWriter(w io.Writer) *Writer {
	z, _ := NewWriterLevelDict(w, DefaultCompression, nil)
	return z
}

// NewWriterLevel returns a Writer to w of a level from -2 to 9.
func NewWriterLevel(w io.Writer, level int) (*Writer, error) {
	return NewWriterLevelDict(w, level, nil)
}

// NewWriterLevelDict is NewWriterLevel with data to which repetitions may refer; who decompresses must have them too.
func NewWriterLevelDict(w io.Writer, level int, dict []byte) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, fmt.Errorf("zlib: invalid compression level: %d", level)
	}
	return &Writer{w: w, level: level, dict: dict}, nil
}

// Reset makes z as NewWriter with the same level and dictionary returns it.
func (z *Writer) Reset(w io.Writer) {
	z.w, z.err, z.started = w, nil, false
	if z.z != nil {
		z.z.Reset(w)
		z.sum.Reset()
	}
}

// start writes the header unless that was done.
func (z *Writer) start() {
	if z.started {
		return
	}
	z.started = true
	h := uint16(0x7800)
	switch {
	case z.level >= 7:
		h |= 3 << 6
	case z.level == 6 || z.level == DefaultCompression:
		h |= 2 << 6
	case z.level >= 2:
		h |= 1 << 6
	}
	if z.dict != nil {
		h |= 1 << 5
	}
	h += 31 - h%31
	if _, z.err = z.w.Write([]byte{byte(h >> 8), byte(h)}); z.err != nil {
		return
	}
	if z.dict != nil {
		if _, z.err = z.w.Write(byteorder.AppendUint32(nil, adler32.Checksum(z.dict))); z.err != nil {
			return
		}
	}
	if z.z == nil {
		z.z, z.err = flate.NewWriterDict(z.w, z.level, z.dict)
		z.sum = adler32.New()
	}
}

// Write takes data to compress.
func (z *Writer) Write(p []byte) (n int, err error) {
	if z.start(); z.err != nil {
		return 0, z.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, z.err = z.z.Write(p)
	if z.err == nil {
		z.sum.Write(p)
	}
	return n, z.err
}

// Flush writes out what was taken, such that it can be decompressed already.
func (z *Writer) Flush() error {
	if z.start(); z.err == nil {
		z.err = z.z.Flush()
	}
	return z.err
}

// Close writes out the rest and the checksum; it does not close what z writes to.
func (z *Writer) Close() error {
	if z.start(); z.err != nil {
		return z.err
	}
	if z.err = z.z.Close(); z.err == nil {
		_, z.err = z.w.Write(byteorder.AppendUint32(nil, z.sum.Sum32()))
	}
	return z.err
}
