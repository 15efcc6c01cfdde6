// Package lzw reads and writes the compression of Lempel, Ziv and Welch as GIF and PDF have it. TIFF's differs a little.
package lzw

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// Order is the order of bits.
type Order int

const (
	// LSB is GIF's: the first code begins at the lowest bit of the first byte.
	LSB Order = iota
	// MSB is PDF's and TIFF's: the first code begins at the highest bit.
	MSB
)

// A stream consists of codes. They are litWidth+1 bits wide at first, and maxWidth in the end. Codes below 1<<litWidth are bytes;
// the next two mean clear and end; the others stand for strings: the string of a code and the first byte of the one after it.
const (
	maxWidth = 12
	maxCodes = 1 << maxWidth
	noCode   = 0xFFFF
)

var errClosed = errors.New("lzw: reader/writer is closed")

// check returns the error of the parameters of a reader or writer.
func check(order Order, litWidth int) error {
	switch {
	case order != LSB && order != MSB:
		return errors.New("lzw: unknown order")
	case litWidth < 2 || litWidth > 8:
		return fmt.Errorf("lzw: litWidth %d out of range", litWidth)
	}
	return nil
}

// Reader decompresses.
type Reader struct {
	r              io.ByteReader
	order          Order
	litWidth       int
	bits           uint32 // that have been read
	nbits          uint   // how many they are
	width          uint
	clear, eof, hi uint16 // hi is the code that the next string gets
	last           uint16 // the code before, or noCode
	err            error
	out            []byte
	pending        []byte // of out
	suffix         [maxCodes]byte
	prefix         [maxCodes]uint16
	length         [maxCodes]uint16
}

// NewReader returns a reader of what is compressed in r. litWidth is the number of bits of a literal, 2 to 8. If r is no
// io.ByteReader, more may be read of it than belongs to the stream. Its type is *Reader.
func NewReader(r io.Reader, order Order, litWidth int) io.ReadCloser {
	z := new(Reader)
	z.Reset(r, order, litWidth)
	return z
}

// Reset makes r as NewReader returns it.
func (r *Reader) Reset(src io.Reader, order Order, litWidth int) {
	out := r.out[:0]
	*r = Reader{out: out, order: order, litWidth: litWidth, err: check(order, litWidth)}
	if r.err != nil {
		return
	}
	var ok bool
	if r.r, ok = src.(io.ByteReader); !ok && src != nil {
		r.r = bufio.NewReader(src)
	}
	r.clear = 1 << litWidth
	r.eof = r.clear + 1
	r.restart()
}

func (r *Reader) restart() {
	r.width = uint(r.litWidth) + 1
	r.hi = r.eof
	r.last = noCode
}

// Close makes r unusable. It does not close what is read from.
func (r *Reader) Close() error {
	r.err = errClosed
	return nil
}

// Read reads decompressed bytes.
func (r *Reader) Read(b []byte) (int, error) {
	for len(r.pending) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.out = r.out[:0]
		r.err = r.decode()
		r.pending = r.out
	}
	n := copy(b, r.pending)
	r.pending = r.pending[n:]
	return n, nil
}

func (r *Reader) code() (uint16, error) {
	for r.nbits < r.width {
		c, err := r.r.ReadByte()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return 0, err
		}
		if r.order == LSB {
			r.bits |= uint32(c) << r.nbits
		} else {
			r.bits |= uint32(c) << (24 - r.nbits)
		}
		r.nbits += 8
	}
	r.nbits -= r.width
	if r.order == LSB {
		code := uint16(r.bits & (1<<r.width - 1))
		r.bits >>= r.width
		return code, nil
	}
	code := uint16(r.bits >> (32 - r.width))
	r.bits <<= r.width
	return code, nil
}

// strlen returns how long the string of a code is.
func (r *Reader) strlen(code uint16) int {
	if code < r.clear {
		return 1
	}
	return int(r.length[code])
}

// decode decodes some kilobytes.
func (r *Reader) decode() error {
	for len(r.out) < maxCodes {
		code, err := r.code()
		switch {
		case err != nil:
			return err
		case code == r.clear:
			r.restart()
			continue
		case code == r.eof:
			return io.EOF
		case code > r.hi:
			return errors.New("lzw: invalid code")
		}
		at := len(r.out)
		from := code
		fresh := code == r.hi && r.last != noCode // the string of last and its own first byte
		if fresh {
			from = r.last
		}
		n := r.strlen(from)
		for range n {
			r.out = append(r.out, 0)
		}
		for c, i := from, at+n-1; ; i-- {
			if c < r.clear {
				r.out[i] = byte(c)
				break
			}
			r.out[i] = r.suffix[c]
			c = r.prefix[c]
		}
		first := r.out[at]
		if fresh {
			r.out = append(r.out, first)
		}
		if r.last != noCode {
			r.suffix[r.hi] = first
			r.prefix[r.hi] = r.last
			r.length[r.hi] = uint16(r.strlen(r.last) + 1)
		}
		r.last = code
		r.hi++
		if r.hi == 1<<r.width {
			if r.width == maxWidth {
				// The table is full.
				r.last = noCode
				r.hi--
			} else {
				r.width++
			}
		}
	}
	return nil
}

// flusher is what a writer needs of the one below.
type flusher interface {
	io.ByteWriter
	Flush() error
}

// Writer compresses.
type Writer struct {
	w        flusher
	order    Order
	litWidth uint
	bits     uint32
	nbits    uint
	width    uint
	hi       uint32 // the code of the latest string
	current  uint32 // the code of what is not written yet, or noCode
	err      error
	table    map[uint32]uint32 // from a code<<8 and the byte after it to the code of both
}

// NewWriter returns a writer that compresses to w. litWidth is the number of bits of a literal, 2 to 8; bytes may not have more.
// Its type is *Writer.
func NewWriter(w io.Writer, order Order, litWidth int) io.WriteCloser {
	z := new(Writer)
	z.Reset(w, order, litWidth)
	return z
}

// Reset makes w as NewWriter returns it.
func (w *Writer) Reset(dst io.Writer, order Order, litWidth int) {
	*w = Writer{order: order, litWidth: uint(litWidth), current: noCode, err: check(order, litWidth)}
	if w.err != nil {
		return
	}
	var ok bool
	if w.w, ok = dst.(flusher); !ok && dst != nil {
		w.w = bufio.NewWriter(dst)
	}
	w.restart()
}

func (w *Writer) restart() {
	w.width = w.litWidth + 1
	w.hi = 1<<w.litWidth + 1
	w.table = make(map[uint32]uint32)
}

func (w *Writer) code(code uint32) error {
	if w.order == LSB {
		w.bits |= code << w.nbits
	} else {
		w.bits |= code << (32 - w.width - w.nbits)
	}
	w.nbits += w.width
	for w.nbits >= 8 {
		c := byte(w.bits)
		if w.order == MSB {
			c = byte(w.bits >> 24)
			w.bits <<= 8
		} else {
			w.bits >>= 8
		}
		if err := w.w.WriteByte(c); err != nil {
			return err
		}
		w.nbits -= 8
	}
	return nil
}

// next takes the next code for a string. It reports whether there was one; if not, all are forgotten.
func (w *Writer) next() (bool, error) {
	w.hi++
	if w.hi == 1<<w.width {
		w.width++
	}
	if w.hi < maxCodes-1 {
		return true, nil
	}
	err := w.code(1 << w.litWidth)
	if err == nil {
		w.restart()
	}
	return false, err
}

// Write compresses p.
func (w *Writer) Write(p []byte) (n int, err error) {
	if w.err != nil || len(p) == 0 {
		return 0, w.err
	}
	if w.litWidth < 8 {
		for _, c := range p {
			if c >= 1<<w.litWidth {
				w.err = errors.New("lzw: input byte too large for the litWidth")
				return 0, w.err
			}
		}
	}
	rest := p
	if w.current == noCode {
		if err := w.code(1 << w.litWidth); err != nil {
			return 0, err
		}
		w.current, rest = uint32(p[0]), p[1:]
	}
	for _, c := range rest {
		key := w.current<<8 | uint32(c)
		if code, ok := w.table[key]; ok {
			w.current = code
			continue
		}
		if w.err = w.code(w.current); w.err != nil {
			return 0, w.err
		}
		w.current = uint32(c)
		ok, err := w.next()
		if err != nil {
			w.err = err
			return 0, err
		}
		if ok {
			w.table[key] = w.hi
		}
	}
	return len(p), nil
}

// Close writes the rest. It does not close what is written to.
func (w *Writer) Close() error {
	if w.err != nil {
		if w.err == errClosed {
			return nil
		}
		return w.err
	}
	w.err = errClosed
	var err error
	if w.current == noCode {
		err = w.code(1 << w.litWidth)
	} else if err = w.code(w.current); err == nil {
		_, err = w.next()
	}
	if err == nil {
		err = w.code(1<<w.litWidth + 1)
	}
	if err == nil && w.nbits > 0 {
		c := byte(w.bits)
		if w.order == MSB {
			c = byte(w.bits >> 24)
		}
		err = w.w.WriteByte(c)
	}
	if err != nil {
		return err
	}
	return w.w.Flush()
}
