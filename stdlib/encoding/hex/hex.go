// Package hex encodes bytes as hexadecimal digits.
package hex

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrLength is the error of an odd number of digits.
var ErrLength = errors.New("encoding/hex: odd length hex string")

// InvalidByteError is the error of a byte that is no digit.
type InvalidByteError byte

func (e InvalidByteError) Error() string {
	return fmt.Sprintf("encoding/hex: invalid byte: %#U", rune(e))
}

// EncodedLen returns the length of n bytes encoded.
func EncodedLen(n int) int { return n * 2 }

// DecodedLen returns the length of x digits decoded.
func DecodedLen(x int) int { return x / 2 }

// encode writes src encoded to dst, as far as there is room.
func encode(dst, src []byte)

// decode writes the whole pairs at the beginning of src decoded to dst, and returns how many there are.
func decode(dst, src []byte) int

// Encode writes src encoded to dst and returns its length.
func Encode(dst, src []byte) int {
	n := len(src) * 2
	encode(dst, src)
	if n > len(dst) {
		_ = dst[len(dst)]
	}
	return n
}

// AppendEncode appends src encoded.
func AppendEncode(dst, src []byte) []byte {
	at := len(dst)
	dst = slices.Grow(dst, len(src)*2)[:at+len(src)*2]
	encode(dst[at:], src)
	return dst
}

// EncodeToString returns src encoded.
func EncodeToString(src []byte) string { return string(AppendEncode(nil, src)) }

func valid(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

// Decode writes src decoded to dst and returns how many bytes it was, those before an error included.
func Decode(dst, src []byte) (int, error) {
	n := decode(dst, src)
	if n < len(src)/2 {
		for _, c := range src[2*n : 2*n+2] {
			if !valid(c) {
				return n, InvalidByteError(c)
			}
		}
		_ = dst[n]
	}
	if len(src)%2 == 1 {
		if c := src[len(src)-1]; !valid(c) {
			return n, InvalidByteError(c)
		}
		return n, ErrLength
	}
	return n, nil
}

// AppendDecode appends src decoded.
func AppendDecode(dst, src []byte) ([]byte, error) {
	b := make([]byte, len(src)/2)
	n, err := Decode(b, src)
	return append(dst, b[:n]...), err
}

// DecodeString returns s decoded.
func DecodeString(s string) ([]byte, error) {
	b := make([]byte, len(s)/2)
	n, err := Decode(b, []byte(s))
	return b[:n], err
}

type encoder struct {
	w   io.Writer
	err error
	out [1024]byte
}

// NewEncoder returns a writer that writes what is written to it encoded to w.
func NewEncoder(w io.Writer) io.Writer { return &encoder{w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	for len(p) > 0 && e.err == nil {
		chunk := p[:min(len(p), len(e.out)/2)]
		var written int
		written, e.err = e.w.Write(e.out[:Encode(e.out[:], chunk)])
		n += written / 2
		p = p[len(chunk):]
	}
	return n, e.err
}

type decoder struct {
	r   io.Reader
	err error
	in  []byte // read, not decoded
	buf [1024]byte
}

// NewDecoder returns a reader of what r has, decoded.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.in) < 2 && d.err == nil {
		kept := copy(d.buf[:], d.in)
		var k int
		k, d.err = d.r.Read(d.buf[kept:])
		d.in = d.buf[:kept+k]
		if d.err == io.EOF && len(d.in)%2 != 0 {
			if c := d.in[len(d.in)-1]; !valid(c) {
				d.err = InvalidByteError(c)
			} else {
				d.err = io.ErrUnexpectedEOF
			}
		}
	}
	p = p[:min(len(p), len(d.in)/2)]
	n, err = Decode(p, d.in[:len(p)*2])
	d.in = d.in[2*n:]
	if err != nil {
		d.in, d.err = nil, err
	}
	if len(d.in) < 2 {
		return n, d.err
	}
	return n, nil
}

// Dump returns data as hexdump -C prints it.
func Dump(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	var b strings.Builder
	d := Dumper(&b)
	d.Write(data)
	d.Close()
	return b.String()
}

type dumper struct {
	w      io.Writer
	line   []byte
	n      int // bytes so far
	closed bool
}

// Dumper returns a writer that writes what is written to it to w as hexdump -C prints it; Close writes the last line.
func Dumper(w io.Writer) io.WriteCloser { return &dumper{w: w} }

func (d *dumper) flush() error {
	s := fmt.Sprintf("%08x", d.n-len(d.line))
	for i := range 16 {
		if i%8 == 0 {
			s += " "
		}
		if i < len(d.line) {
			s += fmt.Sprintf(" %02x", d.line[i])
		} else {
			s += "   "
		}
	}
	text := make([]byte, len(d.line))
	for i, c := range d.line {
		text[i] = '.'
		if 32 <= c && c <= 126 {
			text[i] = c
		}
	}
	d.line = d.line[:0]
	_, err := io.WriteString(d.w, s+"  |"+string(text)+"|\n")
	return err
}

func (d *dumper) Write(data []byte) (n int, err error) {
	if d.closed {
		return 0, errors.New("encoding/hex: dumper closed")
	}
	for _, c := range data {
		d.line = append(d.line, c)
		d.n++
		n++
		if len(d.line) == 16 {
			if err = d.flush(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func (d *dumper) Close() error {
	if d.closed {
		return nil
	}
	d.closed = true
	if len(d.line) == 0 {
		return nil
	}
	return d.flush()
}
