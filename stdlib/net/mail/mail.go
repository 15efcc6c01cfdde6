// Package mail reads mail messages and the addresses in them, as RFC 5322 and RFC 6532 describe them.
package mail

import (
	"bufio"
	"errors"
	"io"
	"mime"
	"net/textproto"
	"strings"
	"time"
	"unicode/utf8"
)

// Message is a mail message.
type Message struct {
	Header Header
	Body   io.Reader
}

// Header is what stands before the body; keys are canonical, as in textproto.
type Header map[string][]string

// ErrHeaderNotPresent is the error of methods of Header that find nothing.
var ErrHeaderNotPresent = errors.New("mail: header not in message")

// ReadMessage reads the header of a message from r; the body can be read from the message.
func ReadMessage(r io.Reader) (msg *Message, err error) {
	tr := textproto.NewReader(bufio.NewReader(r))
	h, err := readHeader(tr)
	if err != nil && (err != io.EOF || len(h) == 0) {
		return nil, err
	}
	return &Message{Header: h, Body: tr.R}, nil
}

func readHeader(r *textproto.Reader) (Header, error) {
	h := make(Header)
	if first, err := r.R.Peek(1); err == nil && (first[0] == ' ' || first[0] == '\t') {
		line, err := r.ReadLine()
		if err == nil {
			err = errors.New("malformed initial line: " + line)
		}
		return h, err
	}
	for {
		line, err := r.ReadContinuedLine()
		if line == "" {
			return h, err
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return h, errors.New("malformed header line: " + line)
		}
		if key = textproto.CanonicalMIMEHeaderKey(key); key == "" {
			continue
		}
		h[key] = append(h[key], strings.TrimLeft(value, " \t"))
		if err != nil {
			return h, err
		}
	}
}

// Get returns the first value of key, in whatever case it is written, or "".
func (h Header) Get(key string) string { return textproto.MIMEHeader(h).Get(key) }

// Date returns what ParseDate makes of the Date field.
func (h Header) Date() (time.Time, error) {
	date := h.Get("Date")
	if date == "" {
		return time.Time{}, ErrHeaderNotPresent
	}
	return ParseDate(date)
}

// AddressList returns the addresses in the field called key.
func (h Header) AddressList(key string) ([]*Address, error) {
	list := h.Get(key)
	if list == "" {
		return nil, ErrHeaderNotPresent
	}
	return ParseAddressList(list)
}

// ParseDate reads a date as mail has it.
func ParseDate(date string) (time.Time, error) {
	date = strings.ReplaceAll(date, "\r\n", "")
	if strings.Contains(date, "\r") {
		return time.Time{}, errors.New("mail: header has a CR without LF")
	}
	p := parser{s: date}
	p.space()
	// A comment may follow the zone, which is a number or ends with a T (that of Tue is none).
	if i := strings.IndexAny(p.s, "+-"); i >= 0 {
		if len(p.s) >= i+5 {
			date, p.s = p.s[:i+5], p.s[i+5:]
		}
	} else {
		from := 0
		if strings.HasPrefix(p.s, "T") {
			from = 1
		}
		if i := strings.Index(p.s[from:], "T"); i >= 0 && len(p.s) >= from+i+5 {
			date, p.s = p.s[:from+i+1], p.s[from+i+1:]
		}
	}
	if !p.comments() {
		return time.Time{}, errComment
	}
	for _, dow := range [...]string{"", "Mon, "} {
		for _, day := range [...]string{"2", "02"} {
			for _, year := range [...]string{"2006", "06"} {
				for _, second := range [...]string{":05", ""} {
					for _, zone := range [...]string{"-0700", "MST", "UT"} {
						t, err := time.Parse(dow+day+" Jan "+year+" 15:04"+second+" "+zone, date)
						if err == nil {
							return t, nil
						}
					}
				}
			}
		}
	}
	return time.Time{}, errors.New("mail: header could not be parsed")
}

// Address is one address, such as Barry Gibbs <bg@example.com>.
type Address struct {
	// Name is the name of the person, or empty.
	Name string
	// Address is what stands between the angle brackets.
	Address string
}

// String returns the address as it may stand in a header.
func (a *Address) String() string {
	local, domain := a.Address, ""
	if at := strings.LastIndexByte(local, '@'); at >= 0 {
		local, domain = local[:at], local[at+1:]
	}
	for i, r := range local {
		inner := r == '.' && i > 0 && local[i-1] != '.' && i < len(local)-1
		if !isAtomText(r, false) && !inner {
			local = quote(local)
			break
		}
	}
	s := "<" + local + "@" + domain + ">"
	if a.Name == "" {
		return s
	}
	plain := true
	for _, r := range a.Name {
		plain = plain && r < utf8.RuneSelf && (isVisible(r) || isBlank(r))
	}
	switch {
	case plain:
		return quote(a.Name) + " " + s
	case strings.ContainsAny(a.Name, "\"#$%&'(),.:;<>@[]^`{|}~"):
		return mime.BEncoding.Encode("utf-8", a.Name) + " " + s
	}
	return mime.QEncoding.Encode("utf-8", a.Name) + " " + s
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case isQuotedText(r) || isBlank(r):
			b.WriteRune(r)
		case isVisible(r):
			b.WriteByte('\\')
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// ParseAddress reads one address.
func ParseAddress(address string) (*Address, error) { return new(AddressParser).Parse(address) }

// ParseAddressList reads addresses with commas between them.
func ParseAddressList(list string) ([]*Address, error) { return new(AddressParser).ParseList(list) }

// AddressParser reads addresses.
type AddressParser struct {
	// WordDecoder decodes words of other character sets; if nil, UTF-8, ISO-8859-1 and ASCII are known.
	WordDecoder *mime.WordDecoder
}

// Parse reads one address.
func (p *AddressParser) Parse(address string) (*Address, error) {
	return (&parser{s: address, dec: p.WordDecoder}).single()
}

// ParseList reads addresses with commas between them.
func (p *AddressParser) ParseList(list string) ([]*Address, error) {
	return (&parser{s: list, dec: p.WordDecoder}).list()
}
