package gzip

import (
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"internal/byteorder"
	"io"
	"time"
)

// The levels of compression.
const (
	NoCompression      = flate.NoCompression
	BestSpeed          = flate.BestSpeed
	BestCompression    = flate.BestCompression
	DefaultCompression = flate.DefaultCompression
	HuffmanOnly        = flate.HuffmanOnly
)

// Writer writes a file. Its Header may be changed before the first Write, Flush or Close.
type Writer struct {
	Header
	w       io.Writer
	level   int
	started bool
	closed  bool
	z       *flate.Writer
	sum     uint32
	size    uint32
	err     error
}

// NewWriter returns a Writer to w, of the default level.
func NewWriter(w io.Writer) *Writer {
	z, _ := NewWriterLevel(w, DefaultCompression)
	return z
}

// NewWriterLevel returns a Writer to w of a level from -2 to 9.
func NewWriterLevel(w io.Writer, level int) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, fmt.Errorf("gzip: invalid compression level: %d", level)
	}
	z := &Writer{level: level}
	z.Reset(w)
	return z, nil
}

// Reset makes z as NewWriter with the same level returns it.
func (z *Writer) Reset(w io.Writer) {
	*z = Writer{Header: Header{OS: 255}, w: w, level: z.level, z: z.z}
	if z.z != nil {
		z.z.Reset(w)
	}
}

func appendText(b []byte, s string) ([]byte, error) {
	for _, r := range s {
		if r == 0 || r > 0xff {
			return nil, errors.New("gzip.Write: non-Latin-1 header string")
		}
		b = append(b, byte(r))
	}
	return append(b, 0), nil
}

func (z *Writer) put(b []byte) {
	if z.err == nil {
		_, z.err = z.w.Write(b)
	}
}

// start writes the header, each part by itself, unless that was done.
func (z *Writer) start() {
	if z.started {
		return
	}
	z.started = true
	b := [10]byte{0: 0x1f, 1: 0x8b, 2: 8, 9: z.OS}
	if z.Extra != nil {
		b[3] |= hasExtra
	}
	if z.Name != "" {
		b[3] |= hasName
	}
	if z.Comment != "" {
		b[3] |= hasComment
	}
	if z.ModTime.After(time.Unix(0, 0)) {
		byteorder.AppendLittleUint32(b[:4], uint32(z.ModTime.Unix()))
	}
	switch z.level {
	case BestCompression:
		b[8] = 2
	case BestSpeed:
		b[8] = 4
	}
	z.put(b[:])
	if z.Extra != nil && z.err == nil {
		if len(z.Extra) > 0xffff {
			z.err = errors.New("gzip.Write: Extra data is too large")
		}
		z.put(byteorder.AppendLittleUint16(nil, uint16(len(z.Extra))))
		z.put(z.Extra)
	}
	for _, s := range []string{z.Name, z.Comment} {
		if s == "" || z.err != nil {
			continue
		}
		var text []byte
		text, z.err = appendText(nil, s)
		z.put(text)
	}
	if z.z == nil && z.err == nil {
		z.z, _ = flate.NewWriter(z.w, z.level)
	}
}

// Write takes data to compress.
func (z *Writer) Write(p []byte) (int, error) {
	if z.err != nil {
		return 0, z.err
	}
	z.start()
	if z.err != nil {
		return 0, z.err
	}
	z.size += uint32(len(p))
	z.sum = crc32.Update(z.sum, crc32.IEEETable, p)
	var n int
	n, z.err = z.z.Write(p)
	return n, z.err
}

// Flush writes out what was taken, such that it can be decompressed already.
func (z *Writer) Flush() error {
	if z.err != nil || z.closed {
		return z.err
	}
	z.start()
	if z.err == nil {
		z.err = z.z.Flush()
	}
	return z.err
}

// Close writes out the rest and the end of the file; it does not close what z writes to.
func (z *Writer) Close() error {
	if z.err != nil || z.closed {
		return z.err
	}
	z.closed = true
	z.start()
	if z.err == nil {
		z.err = z.z.Close()
	}
	z.put(byteorder.AppendLittleUint32(byteorder.AppendLittleUint32(nil, z.sum), z.size))
	return z.err
}
