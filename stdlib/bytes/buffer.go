package bytes

import (
	"errors"
	"io"
	"unicode/utf8"
)

// MinRead is the room that ReadFrom makes at least before it reads.
const MinRead = 512

// ErrTooLarge is the panic of a Buffer that cannot grow.
var ErrTooLarge = errors.New("bytes.Buffer: too large")

// The last operation of a Buffer, for UnreadRune and UnreadByte: opRead is any reading of bytes, positive values are the
// width of a rune.
const (
	opNone int8 = 0
	opRead int8 = -1
)

// Buffer is bytes that are written at the end and read from the start. The zero value is empty and ready for use.
type Buffer struct {
	buf      []byte // unread: buf[off:]
	off      int
	lastRead int8
}

// NewBuffer returns a Buffer that owns buf, its first content.
func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

// NewBufferString returns a Buffer with content s.
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

// Bytes returns the unread part, valid until the next change.
func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

// AvailableBuffer returns an empty slice of the room at the end, to be appended to and written.
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

// String returns the unread part; "<nil>" of a nil Buffer.
func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// Peek returns the next n bytes without reading them; fewer come with io.EOF.
func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

func (b *Buffer) empty() bool { return len(b.buf) <= b.off }

// Len returns the number of unread bytes.
func (b *Buffer) Len() int { return len(b.buf) - b.off }

// Cap returns the size of the whole room.
func (b *Buffer) Cap() int { return cap(b.buf) }

// Available returns the room at the end.
func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

// Truncate keeps the first n unread bytes.
func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.lastRead = opNone
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// Reset makes b empty and keeps its memory.
func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off = 0
	b.lastRead = opNone
}

// grow makes room for n bytes, and returns where they begin.
func (b *Buffer) grow(n int) int {
	m := b.Len()
	if m == 0 && b.off != 0 {
		b.Reset()
	}
	if l := len(b.buf); n <= cap(b.buf)-l {
		b.buf = b.buf[:l+n]
		return l
	}
	if b.buf == nil && n <= 64 {
		b.buf = make([]byte, n, 64)
		return 0
	}
	c := cap(b.buf)
	if n <= c/2-m {
		copy(b.buf, b.buf[b.off:])
	} else if c > maxInt-c-n {
		panic(ErrTooLarge)
	} else {
		b.buf = enlarge(b.buf[b.off:], b.off+n)
	}
	b.off = 0
	b.buf = b.buf[:m+n]
	return m
}

// enlarge moves b to memory with room for n more bytes, at least twice as large.
func enlarge(b []byte, n int) []byte {
	size := max(len(b)+n, 2*cap(b))
	if size < 0 || size >= 1<<47 {
		panic(ErrTooLarge)
	}
	to := makeBytes(size)
	return to[:copy(to, b)]
}

// Grow makes room for n bytes.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	m := b.grow(n)
	b.buf = b.buf[:m]
}

// Write appends p; the error is always nil.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.lastRead = opNone
	m := b.grow(len(p))
	return copy(b.buf[m:], p), nil
}

// WriteString appends s; the error is always nil.
func (b *Buffer) WriteString(s string) (n int, err error) {
	b.lastRead = opNone
	m := b.grow(len(s))
	return copy(b.buf[m:], s), nil
}

// WriteByte appends c; the error is always nil.
func (b *Buffer) WriteByte(c byte) error {
	b.lastRead = opNone
	if l := len(b.buf); l < cap(b.buf) && l > b.off {
		b.buf = b.buf[:l+1]
		b.buf[l] = c
		return nil
	}
	m := b.grow(1)
	b.buf[m] = c
	return nil
}

// WriteRune appends r and returns its length; the error is always nil.
func (b *Buffer) WriteRune(r rune) (n int, err error) {
	if uint32(r) < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return 1, nil
	}
	b.lastRead = opNone
	m := b.grow(utf8.UTFMax)
	b.buf = utf8.AppendRune(b.buf[:m], r)
	return len(b.buf) - m, nil
}

// ReadFrom appends what r has until its end.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.lastRead = opNone
	for {
		i := b.grow(MinRead)
		b.buf = b.buf[:i]
		m, e := r.Read(b.buf[i:cap(b.buf)])
		if m < 0 {
			panic(errors.New("bytes.Buffer: reader returned negative count from Read"))
		}
		b.buf = b.buf[:i+m]
		n += int64(m)
		if e == io.EOF {
			return n, nil
		}
		if e != nil {
			return n, e
		}
	}
}

// WriteTo writes the unread part to w.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.lastRead = opNone
	if size := b.Len(); size > 0 {
		m, e := w.Write(b.buf[b.off:])
		if m > size {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += m
		n = int64(m)
		if e != nil {
			return n, e
		}
		if m != size {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

// Read implements io.Reader.
func (b *Buffer) Read(p []byte) (n int, err error) {
	b.lastRead = opNone
	if b.empty() {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.off += n
	if n > 0 {
		b.lastRead = opRead
	}
	return n, nil
}

// Next reads the next n bytes, fewer at the end; they are valid until the next change.
func (b *Buffer) Next(n int) []byte {
	b.lastRead = opNone
	n = min(n, b.Len())
	data := b.buf[b.off : b.off+n]
	b.off += n
	if n > 0 {
		b.lastRead = opRead
	}
	return data
}

// ReadByte implements io.ByteReader.
func (b *Buffer) ReadByte() (byte, error) {
	if b.empty() {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.lastRead = opRead
	return c, nil
}

// ReadRune implements io.RuneReader.
func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.empty() {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, n := utf8.DecodeRune(b.buf[b.off:])
	b.off += n
	b.lastRead = int8(n)
	return r, n, nil
}

// UnreadRune implements io.RuneScanner.
func (b *Buffer) UnreadRune() error {
	if b.lastRead <= opNone {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	if b.off >= int(b.lastRead) {
		b.off -= int(b.lastRead)
	}
	b.lastRead = opNone
	return nil
}

var errUnreadByte = errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")

// UnreadByte implements io.ByteScanner, after any read.
func (b *Buffer) UnreadByte() error {
	if b.lastRead == opNone {
		return errUnreadByte
	}
	b.lastRead = opNone
	if b.off > 0 {
		b.off--
	}
	return nil
}

// ReadBytes reads up to and with the first delim; without one, all and io.EOF.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	s, err := b.readSlice(delim)
	return append(line, s...), err
}

func (b *Buffer) readSlice(delim byte) (line []byte, err error) {
	end := b.off + IndexByte(b.buf[b.off:], delim) + 1
	if end == b.off {
		end = len(b.buf)
		err = io.EOF
	}
	line = b.buf[b.off:end]
	b.off = end
	b.lastRead = opRead
	return line, err
}

// ReadString reads up to and with the first delim; without one, all and io.EOF.
func (b *Buffer) ReadString(delim byte) (line string, err error) {
	s, err := b.readSlice(delim)
	return string(s), err
}
