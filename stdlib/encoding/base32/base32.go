// Package base32 encodes bytes in 32 printable characters (RFC 4648).
package base32

import (
	"io"
	"slices"
	"strconv"
)

// The padding characters.
const (
	StdPadding rune = '='
	NoPadding  rune = -1
)

// Encoding is an alphabet and a padding.
type Encoding struct {
	encode string
	decode [256]uint8
	pad    rune
}

// The usual alphabets: the standard one, and the one with the digits first.
var (
	StdEncoding = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
	HexEncoding = NewEncoding("0123456789ABCDEFGHIJKLMNOPQRSTUV")
)

const invalid = 0xFF

// NewEncoding returns an Encoding with an alphabet of 32 distinct bytes and the usual padding.
func NewEncoding(encoder string) *Encoding {
	if len(encoder) != 32 {
		panic("encoding alphabet is not 32-bytes long")
	}
	e := &Encoding{encode: encoder, pad: StdPadding}
	for i := range e.decode {
		e.decode[i] = invalid
	}
	for i := range len(encoder) {
		switch c := encoder[i]; {
		case c == '\n' || c == '\r':
			panic("encoding alphabet contains newline character")
		case e.decode[c] != invalid:
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
	case padding != NoPadding && enc.decode[byte(padding)] != invalid:
		panic("padding contained in alphabet")
	}
	enc.pad = padding
	return &enc
}

// EncodedLen returns the length of n bytes encoded.
func (enc *Encoding) EncodedLen(n int) int {
	if enc.pad == NoPadding {
		return n/5*8 + (n%5*8+4)/5
	}
	return (n + 4) / 5 * 8
}

// DecodedLen returns the greatest length of n characters decoded.
func (enc *Encoding) DecodedLen(n int) int { return decodedLen(n, enc.pad) }

func decodedLen(n int, pad rune) int {
	if pad == NoPadding {
		return n/8*5 + n%8*5/8
	}
	return n / 8 * 5
}

// AppendEncode appends src encoded.
func (enc *Encoding) AppendEncode(dst, src []byte) []byte {
	e := enc.encode
	for len(src) >= 5 {
		v := uint(src[0])<<32 | uint(src[1])<<24 | uint(src[2])<<16 | uint(src[3])<<8 | uint(src[4])
		dst = append(dst, e[v>>35], e[v>>30&31], e[v>>25&31], e[v>>20&31], e[v>>15&31], e[v>>10&31], e[v>>5&31], e[v&31])
		src = src[5:]
	}
	if len(src) == 0 {
		return dst
	}
	var v uint
	for i, c := range src {
		v |= uint(c) << (32 - 8*i)
	}
	n := (len(src)*8 + 4) / 5
	for i := range n {
		dst = append(dst, e[v>>(35-5*i)&31])
	}
	if enc.pad != NoPadding {
		for range 8 - n {
			dst = append(dst, byte(enc.pad))
		}
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
	return "illegal base32 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// appendDecode appends src, which has no line ends, decoded. end: a group that is not whole ended it.
func (enc *Encoding) appendDecode(dst, src []byte) (out []byte, end bool, err error) {
	for i := 0; i < len(src) && !end; {
		var v uint64
		n := 0 // characters of the group
		for n < 8 && !end {
			if i == len(src) {
				if enc.pad != NoPadding {
					return dst, false, CorruptInputError(i - n)
				}
				end = true
				break
			}
			c := src[i]
			i++
			rest := len(src) - i
			if rune(c) == enc.pad && n >= 2 && rest < 8 {
				if rest+n < 7 {
					return dst, false, CorruptInputError(len(src))
				}
				for k := range 7 - n {
					if rest > k && src[i+k] != c {
						return dst, false, CorruptInputError(i + k - 1)
					}
				}
				// No number of bytes fills 1, 3 or 6 characters.
				if n == 3 || n == 6 {
					return dst, false, CorruptInputError(i - 1)
				}
				end = true
				break
			}
			d := enc.decode[c]
			if d == invalid {
				return dst, false, CorruptInputError(i - 1)
			}
			v |= uint64(d) << (35 - 5*n)
			n++
		}
		size := 0
		switch n {
		case 8:
			size = 5
		case 7:
			size = 4
		case 5:
			size = 3
		case 4:
			size = 2
		case 2:
			size = 1
		}
		for k := range size {
			dst = append(dst, byte(v>>(32-8*k)))
		}
	}
	return dst, end, nil
}

func withoutLines(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for _, c := range src {
		if c != '\r' && c != '\n' {
			out = append(out, c)
		}
	}
	return out
}

// AppendDecode appends src, in which line ends do not count, decoded.
func (enc *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	n := len(src)
	for n > 0 && rune(src[n-1]) == enc.pad {
		n--
	}
	dst = slices.Grow(dst, decodedLen(n, NoPadding))
	dst, _, err := enc.appendDecode(dst, withoutLines(src))
	return dst, err
}

// Decode writes src decoded to dst and returns its length.
func (enc *Encoding) Decode(dst, src []byte) (n int, err error) {
	b, _, err := enc.appendDecode(nil, withoutLines(src))
	if len(b) > len(dst) {
		_ = dst[len(b)-1]
	}
	return copy(dst, b), err
}

// DecodeString returns s decoded.
func (enc *Encoding) DecodeString(s string) ([]byte, error) {
	b, _, err := enc.appendDecode(make([]byte, 0, len(s)*5/8), withoutLines([]byte(s)))
	return b, err
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
	if whole := len(e.rest) / 5 * 5; whole > 0 {
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

// decoder reads text in pieces and decodes as many whole groups as it has.
type decoder struct {
	enc     *Encoding
	r       io.Reader
	in      []byte // not decoded yet
	out     []byte // not read yet
	end     bool   // a group that ends the text was seen
	err     error  // for when out is empty
	readErr error
	buf     [1024]byte
}

// NewDecoder returns a reader of what r has, decoded; line ends do not count.
func NewDecoder(enc *Encoding, r io.Reader) io.Reader { return &decoder{enc: enc, r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.out) == 0 && d.err == nil {
		d.fill()
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

// fill makes d.out longer or sets d.err.
func (d *decoder) fill() {
	// Without padding an incomplete group at the end of what has come may go on.
	whole := len(d.in) / 8 * 8
	if d.readErr != nil && (d.enc.pad == NoPadding || whole == 0) {
		whole = len(d.in)
	}
	if d.readErr != nil && whole == len(d.in) && whole%8 != 0 && d.enc.pad != NoPadding {
		d.err = d.readErr
		if d.err == io.EOF {
			d.err = io.ErrUnexpectedEOF
		}
		return
	}
	if whole > 0 {
		if d.end {
			d.err = CorruptInputError(0)
			return
		}
		var err error
		d.out, d.end, err = d.enc.appendDecode(d.out[:0], d.in[:whole])
		d.in = append(d.in[:0], d.in[whole:]...)
		d.err = err
		return
	}
	if d.readErr != nil {
		d.err = d.readErr
		return
	}
	k, err := d.r.Read(d.buf[:])
	for _, c := range d.buf[:k] {
		if c != '\r' && c != '\n' {
			d.in = append(d.in, c)
		}
	}
	d.readErr = err
}
