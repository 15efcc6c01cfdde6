// Package xml reads and writes XML 1.0 with name spaces.
package xml

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file takes XML apart into tokens.

// SyntaxError says what is wrong with the XML, and in which line.
type SyntaxError struct {
	Msg  string
	Line int
}

func (e *SyntaxError) Error() string {
	return "XML syntax error on line " + strconv.Itoa(e.Line) + ": " + e.Msg
}

// Name is a name with the name space that it belongs to: in tokens of Token its URL, in those of RawToken the prefix.
type Name struct {
	Space, Local string
}

// Attr is an attribute of an element.
type Attr struct {
	Name  Name
	Value string
}

// Token is a StartElement, EndElement, CharData, Comment, ProcInst or Directive.
type Token any

// StartElement is <name attributes>.
type StartElement struct {
	Name Name
	Attr []Attr
}

// Copy returns a copy with attributes of its own.
func (e StartElement) Copy() StartElement {
	e.Attr = append(make([]Attr, 0, len(e.Attr)), e.Attr...)
	return e
}

// End returns the EndElement for e.
func (e StartElement) End() EndElement { return EndElement{e.Name} }

// EndElement is </name>.
type EndElement struct {
	Name Name
}

// CharData is text, in which entities are replaced.
type CharData []byte

// Copy returns a copy with bytes of its own.
func (c CharData) Copy() CharData { return CharData(bytes.Clone(c)) }

// Comment is <!--comment-->, without the marks.
type Comment []byte

// Copy returns a copy with bytes of its own.
func (c Comment) Copy() Comment { return Comment(bytes.Clone(c)) }

// ProcInst is <?target inst?>.
type ProcInst struct {
	Target string
	Inst   []byte
}

// Copy returns a copy with bytes of its own.
func (p ProcInst) Copy() ProcInst {
	p.Inst = bytes.Clone(p.Inst)
	return p
}

// Directive is <!text>, without the marks.
type Directive []byte

// Copy returns a copy with bytes of its own.
func (d Directive) Copy() Directive { return Directive(bytes.Clone(d)) }

// CopyToken returns a copy of a token, which stays valid when the next is read.
func CopyToken(t Token) Token {
	switch t := t.(type) {
	case CharData:
		return t.Copy()
	case Comment:
		return t.Copy()
	case Directive:
		return t.Copy()
	case ProcInst:
		return t.Copy()
	case StartElement:
		return t.Copy()
	}
	return t
}

// TokenReader is where tokens come from. At the end Token returns io.EOF, with the last token or without one.
type TokenReader interface {
	Token() (Token, error)
}

// Decoder reads XML.
type Decoder struct {
	Strict    bool              // errors in the XML are errors; if false, some that are usual in HTML are put up with
	AutoClose []string          // elements that are closed where they begin; only if not Strict
	Entity    map[string]string // entities besides the predeclared ones
	// CharsetReader makes UTF-8 of another encoding. nil: there is no other.
	CharsetReader func(charset string, input io.Reader) (io.Reader, error)
	DefaultSpace  string // the name space of elements without one

	in      io.ByteReader
	tokens  TokenReader // where they come from instead
	back    int         // a byte that is read again, or -1
	buf     []byte      // of the token
	saving  bool        // what is read is kept in saved
	saved   []byte
	stack   []frame
	depth   int               // elements on the stack
	spaces  map[string]string // URLs by prefix
	closing bool              // toClose comes next
	toClose Name
	held    Token // comes next, after an element that is closed by itself
	err     error
	line    int
	offset  int64
	lineAt  int64 // where the line begins
	inside  bool  // in a call of UnmarshalXML
}

type frameKind int

const (
	frameElement frameKind = iota
	frameSpace             // a prefix that the element above it binds, and what it was bound to
	frameEnd               // Token ends here
)

type frame struct {
	kind  frameKind
	name  Name // of the element; Local is the prefix and Space the old URL
	bound bool // there is an old URL
}

// NewDecoder returns a Decoder of r. If r has no ReadByte method, the Decoder may read more of it than it needs.
func NewDecoder(r io.Reader) *Decoder {
	d := newDecoder()
	d.readFrom(r)
	return d
}

// NewTokenDecoder returns a Decoder of tokens.
func NewTokenDecoder(t TokenReader) *Decoder {
	if d, ok := t.(*Decoder); ok {
		return d
	}
	d := newDecoder()
	d.tokens = t
	return d
}

func newDecoder() *Decoder {
	return &Decoder{Strict: true, spaces: make(map[string]string), back: -1, line: 1}
}

func (d *Decoder) readFrom(r io.Reader) {
	if b, ok := r.(io.ByteReader); ok {
		d.in = b
	} else {
		d.in = bufio.NewReader(r)
	}
}

// InputOffset returns the offset of the end of the last token.
func (d *Decoder) InputOffset() int64 { return d.offset }

// InputPos returns the line of the end of the last token, and the column in bytes; both count from 1.
func (d *Decoder) InputPos() (line, column int) { return d.line, int(d.offset-d.lineAt) + 1 }

func (d *Decoder) top() *frame {
	if len(d.stack) == 0 {
		return nil
	}
	return &d.stack[len(d.stack)-1]
}

func (d *Decoder) pop() frame {
	n := len(d.stack) - 1
	f := d.stack[n]
	d.stack = d.stack[:n]
	if f.kind == frameElement {
		d.depth--
	}
	return f
}

// pushEnd makes Token end where the innermost element does.
func (d *Decoder) pushEnd() {
	i := len(d.stack) - 1
	for d.stack[i].kind != frameElement {
		i--
	}
	for i > 0 && d.stack[i-1].kind == frameSpace {
		i--
	}
	d.stack = slices.Insert(d.stack, i, frame{kind: frameEnd})
}

func (d *Decoder) popEnd() bool {
	if f := d.top(); f == nil || f.kind != frameEnd {
		return false
	}
	d.pop()
	return true
}

func (d *Decoder) fail(msg string) error {
	d.err = &SyntaxError{msg, d.line}
	return d.err
}

// bind makes a prefix mean a URL within the element that begins.
func (d *Decoder) bind(prefix, url string) {
	old, ok := d.spaces[prefix]
	d.stack = append(d.stack, frame{frameSpace, Name{old, prefix}, ok})
	d.spaces[prefix] = url
}

// resolve replaces the prefix of a name by its URL.
func (d *Decoder) resolve(n *Name, element bool) {
	switch {
	case n.Space == "xmlns", n.Space == "" && !element:
		return
	case n.Space == "xml":
		n.Space = xmlURL
	case n.Space == "" && n.Local == "xmlns":
		return
	}
	if url, ok := d.spaces[n.Space]; ok {
		n.Space = url
	} else if n.Space == "" {
		n.Space = d.DefaultSpace
	}
}

const xmlURL = "http://www.w3.org/XML/1998/namespace"

// Token returns the next token, or io.EOF. Elements begin and end properly, if the XML is not Strict also those that did not;
// names have URLs for prefixes. Bytes of a token are valid up to the next call.
func (d *Decoder) Token() (Token, error) {
	if f := d.top(); f != nil && f.kind == frameEnd {
		return nil, io.EOF
	}
	t := d.held
	d.held = nil
	if t == nil {
		var err error
		if t, err = d.rawToken(); t == nil && err != nil {
			if err == io.EOF && d.top() != nil {
				err = &SyntaxError{"unexpected EOF", d.line}
			}
			return nil, err
		}
	}
	if !d.Strict {
		if end, ok := d.autoClose(t); ok {
			d.held = t
			t = end
		}
	}
	switch t := t.(type) {
	case StartElement:
		for _, a := range t.Attr {
			switch {
			case a.Name.Space == "xmlns":
				d.bind(a.Name.Local, a.Value)
			case a.Name.Space == "" && a.Name.Local == "xmlns":
				d.bind("", a.Value)
			}
		}
		d.stack = append(d.stack, frame{kind: frameElement, name: t.Name})
		d.depth++
		d.resolve(&t.Name, true)
		for i := range t.Attr {
			d.resolve(&t.Attr[i].Name, false)
		}
		return t, nil
	case EndElement:
		if err := d.endElement(&t); err != nil {
			return nil, err
		}
		return t, nil
	}
	return t, nil
}

// endElement takes the element that ends off the stack, and what it bound.
func (d *Decoder) endElement(t *EndElement) error {
	f := d.top()
	name := t.Name
	if f == nil {
		return d.fail("unexpected end element </" + name.Local + ">")
	}
	top := d.pop()
	switch {
	case top.kind != frameElement:
		return d.fail("unexpected end element </" + name.Local + ">")
	case top.name.Local != name.Local && d.Strict:
		return d.fail("element <" + top.name.Local + "> closed by </" + name.Local + ">")
	case top.name.Local != name.Local:
		d.closing, d.toClose = true, name
		t.Name = top.name
		return nil
	case top.name.Space != name.Space:
		space := name.Space
		if space == "" {
			space = `""`
		}
		return d.fail("element <" + top.name.Local + "> in space " + top.name.Space + " closed by </" + name.Local + "> in space " + space)
	}
	d.resolve(&t.Name, true)
	for f := d.top(); f != nil && f.kind == frameSpace; f = d.top() {
		if f.bound {
			d.spaces[f.name.Local] = f.name.Space
		} else {
			delete(d.spaces, f.name.Local)
		}
		d.pop()
	}
	return nil
}

// autoClose returns an end for the current element if it is one of AutoClose, and t is not its end.
func (d *Decoder) autoClose(t Token) (EndElement, bool) {
	f := d.top()
	if f == nil || f.kind != frameElement {
		return EndElement{}, false
	}
	if !slices.ContainsFunc(d.AutoClose, func(s string) bool { return strings.EqualFold(s, f.name.Local) }) {
		return EndElement{}, false
	}
	if end, ok := t.(EndElement); ok && strings.EqualFold(end.Name.Local, f.name.Local) {
		return EndElement{}, false
	}
	return EndElement{f.name}, true
}

var errRawToken = errors.New("xml: cannot use RawToken from UnmarshalXML method")

// RawToken is Token that does not look at whether elements begin and end properly, and leaves prefixes as they are.
func (d *Decoder) RawToken() (Token, error) {
	if d.inside {
		return nil, errRawToken
	}
	return d.rawToken()
}

// get reads a byte. At the end, or after an error, there is none.
func (d *Decoder) get() (byte, bool) {
	if d.err != nil {
		return 0, false
	}
	var b byte
	if d.back >= 0 {
		b = byte(d.back)
		d.back = -1
	} else {
		if b, d.err = d.in.ReadByte(); d.err != nil {
			return 0, false
		}
		if d.saving {
			d.saved = append(d.saved, b)
		}
	}
	if b == '\n' {
		d.line++
		d.lineAt = d.offset + 1
	}
	d.offset++
	return b, true
}

// must is get where the end is an error.
func (d *Decoder) must() (byte, bool) {
	b, ok := d.get()
	if !ok && d.err == io.EOF {
		d.fail("unexpected EOF")
	}
	return b, ok
}

func (d *Decoder) unget(b byte) {
	if b == '\n' {
		d.line--
	}
	d.back = int(b)
	d.offset--
}

// savedLen returns how much of saved is read.
func (d *Decoder) savedLen() int {
	if d.back >= 0 {
		return len(d.saved) - 1
	}
	return len(d.saved)
}

func (d *Decoder) rawToken() (Token, error) {
	if d.tokens != nil {
		return d.tokens.Token()
	}
	if d.err != nil {
		return nil, d.err
	}
	if d.closing {
		d.closing = false
		return EndElement{d.toClose}, nil
	}
	b, ok := d.get()
	if !ok {
		return nil, d.err
	}
	if b != '<' {
		d.unget(b)
		text, ok := d.text(-1, false)
		if !ok {
			return nil, d.err
		}
		return CharData(text), nil
	}
	if b, ok = d.must(); !ok {
		return nil, d.err
	}
	switch b {
	case '/':
		return d.rawEnd()
	case '?':
		return d.rawInst()
	case '!':
		return d.rawDirective()
	}
	d.unget(b)
	return d.rawStart()
}

func (d *Decoder) rawEnd() (Token, error) {
	name, ok := d.name()
	if !ok {
		return nil, d.failed("expected element name after </")
	}
	d.space()
	b, ok := d.must()
	if !ok {
		return nil, d.err
	}
	if b != '>' {
		return nil, d.fail("invalid characters between </" + name.Local + " and >")
	}
	return EndElement{name}, nil
}

// failed returns the error that there is, or a new one.
func (d *Decoder) failed(msg string) error {
	if d.err == nil {
		d.fail(msg)
	}
	return d.err
}

func (d *Decoder) rawInst() (Token, error) {
	target, ok := d.rawName()
	if !ok {
		return nil, d.failed("expected target name after <?")
	}
	d.space()
	d.buf = d.buf[:0]
	for last := byte(0); ; {
		b, ok := d.must()
		if !ok {
			return nil, d.err
		}
		d.buf = append(d.buf, b)
		if last == '?' && b == '>' {
			break
		}
		last = b
	}
	inst := d.buf[:len(d.buf)-2]
	if target == "xml" {
		content := string(inst)
		if v := pseudoAttr("version", content); v != "" && v != "1.0" {
			d.err = fmt.Errorf("xml: unsupported version %q; only version 1.0 is supported", v)
			return nil, d.err
		}
		if enc := pseudoAttr("encoding", content); enc != "" && !strings.EqualFold(enc, "utf-8") {
			if d.CharsetReader == nil {
				d.err = fmt.Errorf("xml: encoding %q declared but Decoder.CharsetReader is nil", enc)
				return nil, d.err
			}
			r, err := d.CharsetReader(enc, d.in.(io.Reader))
			if err != nil {
				d.err = fmt.Errorf("xml: opening charset %q: %w", enc, err)
				return nil, d.err
			}
			if r == nil {
				panic("CharsetReader returned a nil Reader for charset " + enc)
			}
			d.readFrom(r)
		}
	}
	return ProcInst{target, inst}, nil
}

// pseudoAttr returns the value of name="value" in a processing instruction, or "".
func pseudoAttr(name, s string) string {
	for name += "="; ; {
		_, rest, ok := strings.Cut(s, name)
		if !ok || rest == "" {
			return ""
		}
		if quote := rest[0]; quote == '"' || quote == '\'' {
			value, _, ok := strings.Cut(rest[1:], string(rune(quote)))
			if !ok {
				return ""
			}
			return value
		}
		s = rest[1:]
	}
}

// rawDirective parses what begins with <!.
func (d *Decoder) rawDirective() (Token, error) {
	b, ok := d.must()
	if !ok {
		return nil, d.err
	}
	switch b {
	case '-':
		if b, ok = d.must(); !ok {
			return nil, d.err
		}
		if b != '-' {
			return nil, d.fail("invalid sequence <!- not part of <!--")
		}
		d.buf = d.buf[:0]
		for b0, b1 := byte(0), byte(0); ; {
			if b, ok = d.must(); !ok {
				return nil, d.err
			}
			d.buf = append(d.buf, b)
			if b0 == '-' && b1 == '-' {
				if b != '>' {
					return nil, d.fail(`invalid sequence "--" not allowed in comments`)
				}
				return Comment(d.buf[:len(d.buf)-3]), nil
			}
			b0, b1 = b1, b
		}
	case '[':
		for _, want := range []byte("CDATA[") {
			if b, ok = d.must(); !ok {
				return nil, d.err
			}
			if b != want {
				return nil, d.fail("invalid <![ sequence")
			}
		}
		text, ok := d.text(-1, true)
		if !ok {
			return nil, d.err
		}
		return CharData(text), nil
	}
	// Something such as <!DOCTYPE ...>, with < and > inside in pairs. Comments inside become a space.
	d.buf = append(d.buf[:0], b)
	quote := byte(0)
	for depth := 0; ; {
		if b, ok = d.must(); !ok {
			return nil, d.err
		}
		if quote == 0 && b == '>' && depth == 0 {
			return Directive(d.buf), nil
		}
		for again := true; again; {
			again = false
			d.buf = append(d.buf, b)
			switch {
			case b == quote:
				quote = 0
			case quote != 0:
			case b == '\'' || b == '"':
				quote = b
			case b == '>':
				depth--
			case b == '<':
				matched := 0
				for ; matched < 3; matched++ {
					if b, ok = d.must(); !ok {
						return nil, d.err
					}
					if b != "!--"[matched] {
						break
					}
				}
				if matched < 3 {
					d.buf = append(d.buf, "!--"[:matched]...)
					depth++
					again = true
					break
				}
				d.buf[len(d.buf)-1] = ' '
				for b0, b1 := byte(0), byte(0); ; {
					if b, ok = d.must(); !ok {
						return nil, d.err
					}
					if b0 == '-' && b1 == '-' && b == '>' {
						break
					}
					b0, b1 = b1, b
				}
			}
		}
	}
}

func (d *Decoder) rawStart() (Token, error) {
	name, ok := d.name()
	if !ok {
		return nil, d.failed("expected element name after <")
	}
	attrs := []Attr{}
	for {
		d.space()
		b, ok := d.must()
		if !ok {
			return nil, d.err
		}
		if b == '/' {
			if b, ok = d.must(); !ok {
				return nil, d.err
			}
			if b != '>' {
				return nil, d.fail("expected /> in element")
			}
			d.closing, d.toClose = true, name
			break
		}
		if b == '>' {
			break
		}
		d.unget(b)
		a := Attr{}
		if a.Name, ok = d.name(); !ok {
			return nil, d.failed("expected attribute name in element")
		}
		d.space()
		if b, ok = d.must(); !ok {
			return nil, d.err
		}
		if b == '=' {
			d.space()
			value, ok := d.attrValue()
			if !ok {
				return nil, d.err
			}
			a.Value = string(value)
		} else if d.Strict {
			return nil, d.fail("attribute name without = in element")
		} else {
			d.unget(b)
			a.Value = a.Name.Local
		}
		attrs = append(attrs, a)
	}
	return StartElement{name, attrs}, nil
}

func (d *Decoder) attrValue() ([]byte, bool) {
	b, ok := d.must()
	if !ok {
		return nil, false
	}
	if b == '"' || b == '\'' {
		return d.text(int(b), false)
	}
	if d.Strict {
		d.fail("unquoted or missing attribute value in element")
		return nil, false
	}
	d.unget(b)
	d.buf = d.buf[:0]
	for {
		if b, ok = d.must(); !ok {
			return nil, false
		}
		if !isNameByte(b) || b == '.' || b >= utf8.RuneSelf {
			d.unget(b)
			return d.buf, true
		}
		d.buf = append(d.buf, b)
	}
}

func (d *Decoder) space() {
	for {
		b, ok := d.get()
		if !ok {
			return
		}
		if b != ' ' && b != '\r' && b != '\n' && b != '\t' {
			d.unget(b)
			return
		}
	}
}

// nameBytes appends the bytes of what may be a name to buf.
func (d *Decoder) nameBytes() bool {
	for first := true; ; first = false {
		b, ok := d.must()
		if !ok {
			return false
		}
		if !isNameByte(b) {
			d.unget(b)
			return !first
		}
		d.buf = append(d.buf, b)
	}
}

// rawName reads a name. If there is none, the reason may be in d.err.
func (d *Decoder) rawName() (string, bool) {
	d.buf = d.buf[:0]
	if !d.nameBytes() {
		return "", false
	}
	s := string(d.buf)
	if !isName(s) {
		d.fail("invalid XML name: " + s)
		return "", false
	}
	return s, true
}

// name reads a name with a prefix or without.
func (d *Decoder) name() (Name, bool) {
	s, ok := d.rawName()
	if !ok || strings.Count(s, ":") > 1 {
		return Name{}, false
	}
	if prefix, local, ok := strings.Cut(s, ":"); ok && prefix != "" && local != "" {
		return Name{prefix, local}, true
	}
	return Name{"", s}, true
}

// text reads up to a quote, or if that is negative up to markup, or up to the end of CDATA.
func (d *Decoder) text(quote int, cdata bool) ([]byte, bool) {
	d.buf = d.buf[:0]
	b0, b1 := byte(0), byte(0) // before b
	end := -1
	for {
		b, ok := d.get()
		if !ok {
			if cdata {
				if d.err == io.EOF {
					d.fail("unexpected EOF in CDATA section")
				}
				return nil, false
			}
			break
		}
		if quote < 0 && b0 == ']' && b1 == ']' && b == '>' {
			if cdata {
				end = len(d.buf) - 2
				break
			}
			d.fail("unescaped ]]> not in CDATA section")
			return nil, false
		}
		if b == '<' && !cdata {
			if quote >= 0 {
				d.fail("unescaped < inside quoted string")
				return nil, false
			}
			d.unget(b)
			break
		}
		if int(b) == quote {
			break
		}
		if b == '&' && !cdata {
			if !d.entity() {
				return nil, false
			}
			b0, b1 = 0, 0
			continue
		}
		switch {
		case b == '\r':
			d.buf = append(d.buf, '\n')
		case b == '\n' && b1 == '\r': // written already
		default:
			d.buf = append(d.buf, b)
		}
		b0, b1 = b1, b
	}
	data := d.buf
	if end >= 0 {
		data = data[:end]
	}
	for i := 0; i < len(data); {
		if c := data[i]; c >= ' ' && c < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			d.fail("invalid UTF-8")
			return nil, false
		}
		if !isChar(r) {
			d.fail(fmt.Sprintf("illegal character code %U", r))
			return nil, false
		}
		i += n
	}
	return data, true
}

// entity appends what an entity stands for, whose '&' is read.
func (d *Decoder) entity() bool {
	before := len(d.buf)
	d.buf = append(d.buf, '&')
	b, ok := d.must()
	if !ok {
		return false
	}
	text, known := "", false
	if b == '#' {
		d.buf = append(d.buf, b)
		if b, ok = d.must(); !ok {
			return false
		}
		base := 10
		if b == 'x' {
			base = 16
			d.buf = append(d.buf, b)
			if b, ok = d.must(); !ok {
				return false
			}
		}
		start := len(d.buf)
		for '0' <= b && b <= '9' || base == 16 && ('a' <= b && b <= 'f' || 'A' <= b && b <= 'F') {
			d.buf = append(d.buf, b)
			if b, ok = d.must(); !ok {
				return false
			}
		}
		if b == ';' {
			if n, err := strconv.ParseUint(string(d.buf[start:]), base, 64); err == nil && n <= unicode.MaxRune {
				text, known = string(rune(n)), true
			}
		}
	} else {
		d.unget(b)
		if !d.nameBytes() && d.err != nil {
			return false
		}
		if b, ok = d.must(); !ok {
			return false
		}
		if b == ';' {
			if name := string(d.buf[before+1:]); isName(name) {
				if text, known = predeclared(name); !known {
					text, known = d.Entity[name]
				}
			}
		}
	}
	if b == ';' {
		d.buf = append(d.buf, b)
	} else {
		d.unget(b)
	}
	switch {
	case known:
		d.buf = append(d.buf[:before], text...)
	case d.Strict:
		ent := string(d.buf[before:])
		if b != ';' {
			ent += " (no semicolon)"
		}
		d.fail("invalid character entity " + ent)
		return false
	}
	return true
}

func predeclared(name string) (string, bool) {
	switch name {
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "amp":
		return "&", true
	case "apos":
		return "'", true
	case "quot":
		return `"`, true
	}
	return "", false
}

// Skip reads up to the end of the element whose start was read last.
func (d *Decoder) Skip() error {
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t.(type) {
		case StartElement:
			depth++
		case EndElement:
			if depth == 0 {
				return nil
			}
			depth--
		}
	}
}
