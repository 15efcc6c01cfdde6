// Package ascii85 encodes four bytes in five characters, as btoa and Adobe do.
package ascii85

import (
	"io"
	"strconv"
)

// MaxEncodedLen returns the greatest length of n bytes encoded.
func MaxEncodedLen(n int) int { return (n + 3) / 4 * 5 }

// Encode writes src encoded to dst, which has room for MaxEncodedLen(len(src)) bytes, and returns the length. A last
// group of less than four bytes is encoded as such: large data are encoded in pieces of a multiple of four bytes.
func Encode(dst, src []byte) int {
	n := 0
	for len(src) > 0 {
		size := min(4, len(src))
		var v uint32
		for i := range size {
			v |= uint32(src[i]) << (24 - 8*i)
		}
		src = src[size:]
		if v == 0 && size == 4 {
			dst[n] = 'z'
			n++
			continue
		}
		for i := 4; i >= 0; i-- {
			dst[n+i] = '!' + byte(v%85)
			v /= 85
		}
		n += size + 1
	}
	return n
}

type encoder struct {
	w    io.Writer
	rest []byte
	err  error
}

// NewEncoder returns a writer that writes what is written to it encoded to w; Close writes the last, incomplete group.
func NewEncoder(w io.Writer) io.WriteCloser { return &encoder{w: w} }

func (e *encoder) put(p []byte) {
	out := make([]byte, MaxEncodedLen(len(p)))
	_, e.err = e.w.Write(out[:Encode(out, p)])
}

func (e *encoder) Write(p []byte) (n int, err error) {
	if e.err != nil {
		return 0, e.err
	}
	e.rest = append(e.rest, p...)
	if whole := len(e.rest) / 4 * 4; whole > 0 {
		e.put(e.rest[:whole])
		e.rest = append(e.rest[:0], e.rest[whole:]...)
	}
	if e.err != nil {
		return 0, e.err
	}
	return len(p), nil
}

func (e *encoder) Close() error {
	if e.err == nil && len(e.rest) > 0 {
		e.put(e.rest)
		e.rest = nil
	}
	return e.err
}

// CorruptInputError is the place of the first byte that is wrong.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal ascii85 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// Decode writes src decoded to dst as far as that has room, and returns how many bytes were written and how many of src
// were used. Spaces and control characters do not count. With flush src is the end of the data, else an incomplete group
// is left for later.
func Decode(dst, src []byte, flush bool) (ndst, nsrc int, err error) {
	var v uint32
	digits := 0
	for i, c := range src {
		if len(dst)-ndst < 4 {
			return ndst, nsrc, nil
		}
		switch {
		case c <= ' ':
			continue
		case c == 'z' && digits == 0:
			digits = 5
		case '!' <= c && c <= 'u':
			v = v*85 + uint32(c-'!')
			digits++
		default:
			return 0, 0, CorruptInputError(i)
		}
		if digits == 5 {
			nsrc = i + 1
			for k := range 4 {
				dst[ndst+k] = byte(v >> (24 - 8*k))
			}
			ndst += 4
			digits, v = 0, 0
		}
	}
	if !flush {
		return ndst, nsrc, nil
	}
	if digits == 1 {
		return 0, 0, CorruptInputError(len(src))
	}
	if digits > 0 {
		// The greatest digits stand for the missing ones: the bytes that are kept come out as they were.
		for range 5 - digits {
			v = v*85 + 84
		}
		for k := range digits - 1 {
			dst[ndst] = byte(v >> (24 - 8*k))
			ndst++
		}
	}
	return ndst, len(src), nil
}

type decoder struct {
	r       io.Reader
	in, out []byte // not decoded, not read yet
	err     error
	readErr error
	buf     [1024]byte
	decoded [4096]byte
}

// NewDecoder returns a reader of what r has, decoded.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		if len(d.in) > 0 {
			var ndst, nsrc int
			ndst, nsrc, d.err = Decode(d.decoded[:], d.in, d.readErr != nil)
			d.in = d.in[nsrc:]
			if ndst > 0 {
				d.out = d.decoded[:ndst]
				continue
			}
			if d.err != nil {
				continue
			}
		}
		if d.readErr != nil {
			d.err = d.readErr
			continue
		}
		var k int
		k, d.readErr = d.r.Read(d.buf[:])
		kept := d.in[:0:0]
		for _, c := range d.in {
			if c > ' ' {
				kept = append(kept, c)
			}
		}
		d.in = append(kept, d.buf[:k]...)
	}
	n = copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}
