// Package base64 encodes bytes in 64 printable characters.
package base64

import (
	"io"
	"strconv"
)

// The padding characters.
const (
	StdPadding rune = '='
	NoPadding  rune = -1
)

// Encoding is an alphabet and rules for padding.
type Encoding struct {
	encode string
	decode [256]uint8
	pad    rune
	strict bool
}

// The usual alphabets: of MIME, and safe for URLs and file names, both padded or raw.
var (
	StdEncoding    = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
	URLEncoding    = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
	RawStdEncoding = StdEncoding.WithPadding(NoPadding)
	RawURLEncoding = URLEncoding.WithPadding(NoPadding)
)

// NewEncoding returns an Encoding with an alphabet of 64 distinct bytes and the usual padding.
func NewEncoding(encoder string) *Encoding {
	if len(encoder) != 64 {
		panic("encoding alphabet is not 64-bytes long")
	}
	e := &Encoding{encode: encoder, pad: StdPadding}
	for i := range e.decode {
		e.decode[i] = 0xFF
	}
	for i := range len(encoder) {
		switch c := encoder[i]; {
		case c == '\n' || c == '\r':
			panic("encoding alphabet contains newline character")
		case e.decode[c] != 0xFF:
			panic("encoding alphabet includes duplicate symbols")
		default:
			e.decode[c] = uint8(i)
		}
	}
	return e
}

// WithPadding returns the encoding with another padding, NoPadding for none.
func (enc Encoding) WithPadding(padding rune) *Encoding {
	switch {
	case padding < NoPadding || padding == '\r' || padding == '\n' || padding > 0xff:
		panic("invalid padding")
	case padding != NoPadding && enc.decode[byte(padding)] != 0xFF:
		panic("padding contained in alphabet")
	}
	enc.pad = padding
	return &enc
}

// Strict returns the encoding with decoding that demands unused bits to be zero.
func (enc Encoding) Strict() *Encoding {
	enc.strict = true
	return &enc
}

// EncodedLen returns the length of n bytes encoded.
func (enc *Encoding) EncodedLen(n int) int {
	if enc.pad == NoPadding {
		return n/3*4 + (n%3*8+5)/6
	}
	return (n + 2) / 3 * 4
}

// DecodedLen returns the greatest length of n characters decoded.
func (enc *Encoding) DecodedLen(n int) int {
	if enc.pad == NoPadding {
		return n/4*3 + n%4*6/8
	}
	return n / 4 * 3
}

// appendGroups appends the whole groups of src encoded.
func appendGroups(dst, src []byte, alphabet string) []byte

// decodeGroups appends the groups at the beginning of src decoded, up to one that is not four of the alphabet's
// characters, and returns the length of those.
func decodeGroups(dst, src []byte, table *[256]uint8) ([]byte, int)

// AppendEncode appends src encoded.
func (enc *Encoding) AppendEncode(dst, src []byte) []byte {
	e := enc.encode
	dst = appendGroups(dst, src, e)
	src = src[len(src)/3*3:]
	if len(src) == 0 {
		return dst
	}
	v := uint(src[0]) << 16
	if len(src) == 2 {
		v |= uint(src[1]) << 8
	}
	dst = append(dst, e[v>>18], e[v>>12&63])
	if len(src) == 2 {
		dst = append(dst, e[v>>6&63])
	} else if enc.pad != NoPadding {
		dst = append(dst, byte(enc.pad))
	}
	if enc.pad != NoPadding {
		dst = append(dst, byte(enc.pad))
	}
	return dst
}

// Encode writes src encoded to dst, which has room for EncodedLen bytes.
func (enc *Encoding) Encode(dst, src []byte) {
	n := enc.EncodedLen(len(src))
	enc.AppendEncode(dst[:n][:0], src)
}

// EncodeToString returns src encoded.
func (enc *Encoding) EncodeToString(src []byte) string {
	return string(enc.AppendEncode(make([]byte, 0, enc.EncodedLen(len(src))), src))
}

// CorruptInputError is the place of the first byte that is wrong.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal base64 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// AppendDecode appends src, in which line ends do not count, decoded.
func (enc *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	for i := 0; ; {
		if len(src)-i >= 4 {
			var n int
			dst, n = decodeGroups(dst, src[i:], &enc.decode)
			i += n
		}
		var q [4]byte
		n := 0 // characters in q
		done := false
		for n < 4 {
			if i == len(src) {
				if n == 0 {
					return dst, nil
				}
				if n == 1 || enc.pad != NoPadding {
					return dst, CorruptInputError(i - n)
				}
				done = true
				break
			}
			c := src[i]
			i++
			if v := enc.decode[c]; v != 0xFF {
				q[n] = v
				n++
				continue
			}
			if c == '\n' || c == '\r' {
				continue
			}
			if rune(c) != enc.pad || n < 2 {
				return dst, CorruptInputError(i - 1)
			}
			if n == 2 {
				i = skipLines(src, i)
				if i == len(src) {
					return dst, CorruptInputError(len(src))
				}
				if rune(src[i]) != enc.pad {
					return dst, CorruptInputError(i - 1)
				}
				i++
			}
			i = skipLines(src, i)
			done = true
			break
		}
		v := uint(q[0])<<18 | uint(q[1])<<12 | uint(q[2])<<6 | uint(q[3])
		b := [3]byte{byte(v >> 16), byte(v >> 8), byte(v)}
		if enc.strict && (n == 2 && b[1] != 0 || n == 3 && b[2] != 0) {
			return dst, CorruptInputError(i - (4 - n))
		}
		dst = append(dst, b[:n-1]...)
		if done {
			if i < len(src) {
				return dst, CorruptInputError(i)
			}
			return dst, nil
		}
	}
}

func skipLines(src []byte, i int) int {
	for i < len(src) && (src[i] == '\n' || src[i] == '\r') {
		i++
	}
	return i
}

// Decode writes src decoded to dst and returns its length.
func (enc *Encoding) Decode(dst, src []byte) (n int, err error) {
	b, err := enc.AppendDecode(nil, src)
	return copy(dst, b), err
}

// DecodeString returns s decoded.
func (enc *Encoding) DecodeString(s string) ([]byte, error) {
	return enc.AppendDecode(make([]byte, 0, enc.DecodedLen(len(s))), []byte(s))
}

type encoder struct {
	enc  *Encoding
	w    io.Writer
	rest []byte
	err  error
}

// NewEncoder returns a writer that writes what is written to it encoded to w; Close writes the last, incomplete group.
func NewEncoder(enc *Encoding, w io.Writer) io.WriteCloser { return &encoder{enc: enc, w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	if e.err != nil {
		return 0, e.err
	}
	e.rest = append(e.rest, p...)
	if whole := len(e.rest) / 3 * 3; whole > 0 {
		_, e.err = e.w.Write(e.enc.AppendEncode(nil, e.rest[:whole]))
		e.rest = append(e.rest[:0], e.rest[whole:]...)
	}
	if e.err != nil {
		return 0, e.err
	}
	return len(p), nil
}

func (e *encoder) Close() error {
	if e.err == nil && len(e.rest) > 0 {
		_, e.err = e.w.Write(e.enc.AppendEncode(nil, e.rest))
		e.rest = nil
	}
	return e.err
}

// decoder decodes as many whole groups as it has read.
type decoder struct {
	enc     *Encoding
	r       io.Reader
	in      []byte // read, without line ends, not decoded
	out     []byte // decoded, not asked for
	err     error  // for when out is empty
	readErr error
	buf     [1024]byte
}

// NewDecoder returns a reader of what r has, decoded; line ends do not count.
func NewDecoder(enc *Encoding, r io.Reader) io.Reader { return &decoder{enc: enc, r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.out) == 0 && d.err == nil {
		d.fill(len(p))
	}
	if len(d.out) == 0 {
		return 0, d.err
	}
	n = copy(p, d.out)
	d.out = d.out[n:]
	if len(d.out) == 0 && d.err != nil && d.err != io.EOF {
		return n, d.err
	}
	return n, nil
}

// fill reads until there is a group to decode, at best as much as n bytes need.
func (d *decoder) fill(n int) {
	size := min(max(n/3*4, 4), len(d.buf))
	for len(d.in) < 4 && d.readErr == nil {
		var k int
		k, d.readErr = d.r.Read(d.buf[:size-len(d.in)])
		for _, c := range d.buf[:k] {
			if c != '\r' && c != '\n' {
				d.in = append(d.in, c)
			}
		}
	}
	whole := len(d.in) / 4 * 4
	if whole == 0 && d.enc.pad == NoPadding {
		whole = len(d.in)
	}
	if whole == 0 {
		d.err = d.readErr
		if d.err == io.EOF && len(d.in) > 0 {
			d.err = io.ErrUnexpectedEOF
		}
		return
	}
	d.out, d.err = d.enc.AppendDecode(d.out[:0], d.in[:whole])
	d.in = append(d.in[:0], d.in[whole:]...)
}
