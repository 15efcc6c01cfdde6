package json

import (
	"bytes"
	"errors"
	"io"
)

// Decoder reads JSON values from a stream.
type Decoder struct {
	r         io.Reader
	buf       []byte
	next      int   // where the unread part of buf begins
	gone      int64 // bytes of the stream before buf
	scan      scanner
	err       error
	useNumber bool
	noUnknown bool
	state     int
	stack     []int
}

// NewDecoder returns a Decoder that reads r; it may read more than it decodes.
func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: r} }

// UseNumber has numbers decoded as Number where they go to an interface.
func (dec *Decoder) UseNumber() { dec.useNumber = true }

// DisallowUnknownFields makes keys without a field in the struct an error.
func (dec *Decoder) DisallowUnknownFields() { dec.noUnknown = true }

// Decode reads the next value and stores it in what v points to.
func (dec *Decoder) Decode(v any) error {
	if dec.err != nil {
		return dec.err
	}
	if err := dec.beforeValue(); err != nil {
		return err
	}
	if !dec.valueAllowed() {
		return &SyntaxError{msg: "not at beginning of value", Offset: dec.InputOffset()}
	}
	n, err := dec.readValue()
	if err != nil {
		return err
	}
	d := decodeState{data: dec.buf[dec.next : dec.next+n], useNumber: dec.useNumber, noUnknown: dec.noUnknown}
	dec.next += n
	err = d.unmarshal(v)
	dec.afterValue()
	return err
}

// Buffered returns what was read and not decoded yet.
func (dec *Decoder) Buffered() io.Reader { return bytes.NewReader(dec.buf[dec.next:]) }

// readValue reads until buf holds the next value and returns its length.
func (dec *Decoder) readValue() (int, error) {
	s := &dec.scan
	*s = scanner{stack: s.stack[:0], bytes: s.bytes}
	at := dec.next
	var err error
	for {
		n, status := scan(s, dec.buf[at:], true)
		at += n
		switch status {
		case scanEnd:
			return at - dec.next, nil
		case scanError:
			dec.err = s.error()
			return 0, dec.err
		}
		if err != nil {
			if err == io.EOF {
				if s.eof() == nil {
					return at - dec.next, nil
				}
				for _, c := range dec.buf {
					if !isSpace(c) {
						err = io.ErrUnexpectedEOF
						break
					}
				}
			}
			dec.err = err
			return 0, err
		}
		done := at - dec.next
		err = dec.refill()
		at = dec.next + done
	}
}

func (dec *Decoder) refill() error {
	if dec.next > 0 {
		dec.gone += int64(dec.next)
		dec.buf = dec.buf[:copy(dec.buf, dec.buf[dec.next:])]
		dec.next = 0
	}
	const minRead = 512
	if cap(dec.buf)-len(dec.buf) < minRead {
		fresh := make([]byte, len(dec.buf), 2*cap(dec.buf)+minRead)
		copy(fresh, dec.buf)
		dec.buf = fresh
	}
	n, err := dec.r.Read(dec.buf[len(dec.buf):cap(dec.buf)])
	dec.buf = dec.buf[:len(dec.buf)+n]
	return err
}

// InputOffset returns how many bytes of the stream were decoded.
func (dec *Decoder) InputOffset() int64 { return dec.gone + int64(dec.next) }

// Encoder writes JSON values to a stream.
type Encoder struct {
	w          io.Writer
	err        error
	escapeHTML bool
	prefix     string
	indent     string
}

// NewEncoder returns an Encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w, escapeHTML: true} }

// Encode writes v and a newline.
func (enc *Encoder) Encode(v any) error {
	if enc.err != nil {
		return enc.err
	}
	var e encodeState
	if err := e.marshal(v, encOpts{escapeHTML: enc.escapeHTML}); err != nil {
		return err
	}
	b := append(e.buf, '\n')
	if enc.prefix != "" || enc.indent != "" {
		b = indented(nil, b, enc.prefix, enc.indent)
	}
	_, err := enc.w.Write(b)
	if err != nil {
		enc.err = err
	}
	return err
}

// SetIndent has values written as by Indent; with two empty strings as by Marshal.
func (enc *Encoder) SetIndent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

// SetEscapeHTML says whether <, > and & in strings are escaped; they are at first.
func (enc *Encoder) SetEscapeHTML(on bool) { enc.escapeHTML = on }

// RawMessage is a JSON value as it stands.
type RawMessage []byte

// MarshalJSON returns m.
func (m RawMessage) MarshalJSON() ([]byte, error) {
	if m == nil {
		return []byte("null"), nil
	}
	return m, nil
}

// UnmarshalJSON copies data.
func (m *RawMessage) UnmarshalJSON(data []byte) error {
	if m == nil {
		return errors.New("json.RawMessage: UnmarshalJSON on nil pointer")
	}
	*m = append((*m)[:0], data...)
	return nil
}

// Token is a Delim, bool, float64, Number, string or nil.
type Token any

// Delim is one of [ ] { }.
type Delim rune

// String returns the delimiter.
func (d Delim) String() string { return string(d) }

// Where Token is.
const (
	topValue = iota
	arrayStart
	arrayValue
	arrayComma
	objectStart
	objectKey
	objectColon
	objectValue
	objectComma
)

func (dec *Decoder) valueAllowed() bool {
	switch dec.state {
	case topValue, arrayStart, arrayValue, objectValue:
		return true
	}
	return false
}

// beforeValue skips the separator that stands before a value.
func (dec *Decoder) beforeValue() error {
	var want byte
	var msg string
	var state int
	switch dec.state {
	case arrayComma:
		want, msg, state = ',', "expected comma after array element", arrayValue
	case objectColon:
		want, msg, state = ':', "expected colon after object key", objectValue
	default:
		return nil
	}
	c, err := dec.peek()
	if err != nil {
		return err
	}
	if c != want {
		return &SyntaxError{msg, dec.InputOffset()}
	}
	dec.next++
	dec.state = state
	return nil
}

func (dec *Decoder) afterValue() {
	switch dec.state {
	case arrayStart, arrayValue:
		dec.state = arrayComma
	case objectValue:
		dec.state = objectComma
	}
}

// Token returns the next token; io.EOF at the end of the stream. Commas and colons are left out.
func (dec *Decoder) Token() (Token, error) {
	for {
		c, err := dec.peek()
		if err != nil {
			return nil, err
		}
		switch c {
		case '[', '{':
			if !dec.valueAllowed() {
				return dec.tokenError(c)
			}
			dec.next++
			dec.stack = append(dec.stack, dec.state)
			dec.state = arrayStart
			if c == '{' {
				dec.state = objectStart
			}
			return Delim(c), nil
		case ']', '}':
			ok := dec.state == arrayStart || dec.state == arrayComma
			if c == '}' {
				ok = dec.state == objectStart || dec.state == objectComma
			}
			if !ok {
				return dec.tokenError(c)
			}
			dec.next++
			dec.state = dec.stack[len(dec.stack)-1]
			dec.stack = dec.stack[:len(dec.stack)-1]
			dec.afterValue()
			return Delim(c), nil
		case ':':
			if dec.state != objectColon {
				return dec.tokenError(c)
			}
			dec.next++
			dec.state = objectValue
		case ',':
			switch dec.state {
			case arrayComma:
				dec.state = arrayValue
			case objectComma:
				dec.state = objectKey
			default:
				return dec.tokenError(c)
			}
			dec.next++
		default:
			if c == '"' && (dec.state == objectStart || dec.state == objectKey) {
				var key string
				old := dec.state
				dec.state = topValue
				err := dec.Decode(&key)
				dec.state = old
				if err != nil {
					return nil, err
				}
				dec.state = objectColon
				return key, nil
			}
			if !dec.valueAllowed() {
				return dec.tokenError(c)
			}
			var x any
			if err := dec.Decode(&x); err != nil {
				return nil, err
			}
			return x, nil
		}
	}
}

func (dec *Decoder) tokenError(c byte) (Token, error) {
	what := 0
	switch dec.state {
	case topValue, arrayStart, arrayValue, objectValue:
		what = 1
	case arrayComma:
		what = 5
	case objectKey:
		what = 2
	case objectColon:
		what = 3
	case objectComma:
		what = 4
	}
	return nil, &SyntaxError{"invalid character " + quoteChar(c) + contexts[what], dec.InputOffset()}
}

// More reports whether the array or object has another element.
func (dec *Decoder) More() bool {
	c, err := dec.peek()
	return err == nil && c != ']' && c != '}'
}

// peek returns the next byte that is no space.
func (dec *Decoder) peek() (byte, error) {
	var err error
	for {
		for i := dec.next; i < len(dec.buf); i++ {
			if c := dec.buf[i]; !isSpace(c) {
				dec.next = i
				return c, nil
			}
		}
		if err != nil {
			return 0, err
		}
		err = dec.refill()
	}
}
