// Package flate compresses and decompresses data in the format DEFLATE (RFC 1951).
package flate

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unsafe"
)

// The levels of compression: greater ones compress better and slower. HuffmanOnly looks for no repetitions.
const (
	NoCompression      = 0
	BestSpeed          = 1
	BestCompression    = 9
	DefaultCompression = -1
	HuffmanOnly        = -2
)

func deflaterSize() int

func inflaterSize() int

func initialize(state unsafe.Pointer, level int, dict []byte)

func deflate(state unsafe.Pointer, data []byte) []byte

func flush(state unsafe.Pointer, last bool) []byte

func setDictionary(state unsafe.Pointer, dict []byte)

func inflate(state unsafe.Pointer, in, out []byte) (result, used, made int)

// What inflate returns.
const (
	resultFull = iota
	resultInput
	resultPause
	resultEnd
	resultCorrupt
)

var errClosed = errors.New("flate: closed writer")

// Writer compresses what is written to it.
type Writer struct {
	w     io.Writer
	state []byte
	level int
	dict  []byte
	err   error
}

// NewWriter returns a Writer to w; level is from -2 to 9.
func NewWriter(w io.Writer, level int) (*Writer, error) { return NewWriterDict(w, level, nil) }

// NewWriterDict is NewWriter with data to which repetitions may refer; who decompresses must have them too.
func NewWriterDict(w io.Writer, level int, dict []byte) (*Writer, error) {
	if level < HuffmanOnly || level > BestCompression {
		return nil, fmt.Errorf("flate: invalid compression level %d: want value in range [-2, 9]", level)
	}
	if level == DefaultCompression {
		level = 6
	}
	z := &Writer{state: make([]byte, deflaterSize()), level: level, dict: bytes.Clone(dict)}
	z.Reset(w)
	return z, nil
}

func (w *Writer) memory() unsafe.Pointer { return unsafe.Pointer(&w.state[0]) }

func (w *Writer) put(p []byte) error {
	if len(p) > 0 && w.err == nil {
		_, w.err = w.w.Write(p)
	}
	return w.err
}

// Reset makes w as NewWriter with the same level and dictionary returns it.
func (w *Writer) Reset(dst io.Writer) {
	w.w, w.err = dst, nil
	initialize(w.memory(), w.level, w.dict)
}

// Write takes data; compressed data may be written later.
func (w *Writer) Write(data []byte) (n int, err error) {
	if w.err != nil {
		return 0, w.err
	}
	if err := w.put(deflate(w.memory(), data)); err != nil {
		return 0, err
	}
	return len(data), nil
}

// Flush writes out what was taken, such that it can be decompressed already.
func (w *Writer) Flush() error {
	if w.err != nil {
		return w.err
	}
	return w.put(flush(w.memory(), false))
}

// Close writes out the rest and the end of the data.
func (w *Writer) Close() error {
	if w.err == errClosed {
		return nil
	}
	if w.err != nil {
		return w.err
	}
	if err := w.put(flush(w.memory(), true)); err != nil {
		return err
	}
	w.err = errClosed
	return nil
}

// CorruptInputError is how many bytes were read up to what cannot be right.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "flate: corrupt input before offset " + strconv.FormatInt(int64(e), 10)
}

// InternalError is an error of the package itself.
type InternalError string

func (e InternalError) Error() string { return "flate: internal error: " + string(e) }

// ReadError is not used any more.
type ReadError struct {
	Offset int64
	Err    error
}

func (e *ReadError) Error() string {
	return "flate: read error at offset " + strconv.FormatInt(e.Offset, 10) + ": " + e.Err.Error()
}

// WriteError is not used any more.
type WriteError struct {
	Offset int64
	Err    error
}

func (e *WriteError) Error() string {
	return "flate: write error at offset " + strconv.FormatInt(e.Offset, 10) + ": " + e.Err.Error()
}

// Reader is what NewReader would like to read from; others are buffered, and read further than needed.
type Reader interface {
	io.Reader
	io.ByteReader
}

// Resetter is what NewReader's result can do.
type Resetter interface {
	// Reset makes it as NewReaderDict returns it.
	Reset(r io.Reader, dict []byte) error
}

type reader struct {
	r     Reader
	state []byte
	in    int64 // bytes read
	err   error
	buf   [512]byte
}

// NewReader returns a reader of what r has, decompressed.
func NewReader(r io.Reader) io.ReadCloser { return NewReaderDict(r, nil) }

// NewReaderDict is NewReader of data that were compressed with a dictionary.
func NewReaderDict(r io.Reader, dict []byte) io.ReadCloser {
	z := &reader{state: make([]byte, inflaterSize())}
	z.Reset(r, dict)
	return z
}

func (z *reader) Reset(r io.Reader, dict []byte) error {
	br, ok := r.(Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	z.r, z.in, z.err = br, 0, nil
	setDictionary(unsafe.Pointer(&z.state[0]), dict)
	return nil
}

// input returns what can be read without waiting, at least one byte, and a function that takes some of it.
func (z *reader) input() (p []byte, take func(n int), err error) {
	switch r := z.r.(type) {
	case *bufio.Reader:
		if _, err = r.Peek(1); err != nil {
			return nil, nil, err
		}
		p, err = r.Peek(r.Buffered())
		return p, func(n int) { r.Discard(n) }, err
	case *bytes.Buffer:
		if r.Len() > 0 {
			return r.Bytes(), func(n int) { r.Next(n) }, nil
		}
	case *bytes.Reader:
		if n, _ := r.ReadAt(z.buf[:], r.Size()-int64(r.Len())); n > 0 {
			return z.buf[:n], func(n int) { r.Seek(int64(n), io.SeekCurrent) }, nil
		}
	case *strings.Reader:
		if n, _ := r.ReadAt(z.buf[:], r.Size()-int64(r.Len())); n > 0 {
			return z.buf[:n], func(n int) { r.Seek(int64(n), io.SeekCurrent) }, nil
		}
	}
	z.buf[0], err = z.r.ReadByte()
	return z.buf[:1], func(int) {}, err
}

// step decompresses to p and returns what inflate does, and adds to z.in what it took of in.
func (z *reader) step(in, p []byte) (result, used, made int) {
	result, used, made = inflate(unsafe.Pointer(&z.state[0]), in, p)
	z.in += int64(used)
	return result, used, made
}

func (z *reader) Read(p []byte) (n int, err error) {
	if z.err != nil {
		return 0, z.err
	}
	result, _, n := z.step(nil, p)
	for {
		switch result {
		case resultFull:
			return n, nil
		case resultEnd:
			z.err = io.EOF
			return n, z.err
		case resultCorrupt:
			z.err = CorruptInputError(z.in)
		case resultInput:
			in, take, err := z.input()
			if err == nil {
				var used, made int
				result, used, made = z.step(in, p[n:])
				take(used)
				n += made
				continue
			}
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			z.err = err
		case resultPause:
			if n == 0 {
				result, _, n = z.step(nil, p)
				continue
			}
			return n, nil
		}
		if n > 0 {
			return n, nil
		}
		return 0, z.err
	}
}

func (z *reader) Close() error {
	if z.err == io.EOF {
		return nil
	}
	return z.err
}
