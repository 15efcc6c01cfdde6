package xml

import (
	"bufio"
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// This file writes XML.

// Header is what an XML document may begin with.
const Header = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// Marshaler writes itself. start is what the element would begin with otherwise. What MarshalXML writes must be whole elements.
type Marshaler interface {
	MarshalXML(e *Encoder, start StartElement) error
}

// MarshalerAttr returns itself as an attribute; none if the name of that is zero.
type MarshalerAttr interface {
	MarshalXMLAttr(name Name) (Attr, error)
}

// UnsupportedTypeError says that values of a type cannot be written.
type UnsupportedTypeError struct {
	Type reflect.Type
}

func (e *UnsupportedTypeError) Error() string { return "xml: unsupported type: " + e.Type.String() }

// Marshal returns v as XML.
func Marshal(v any) ([]byte, error) { return MarshalIndent(v, "", "") }

// MarshalIndent is Marshal with each element in a line of its own, which begins with prefix and indent for each element around it.
func MarshalIndent(v any, prefix, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := NewEncoder(&b)
	e.Indent(prefix, indent)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	if err := e.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Encoder writes XML.
type Encoder struct {
	w       *bufio.Writer
	err     error // the first of writing
	closed  bool
	scratch []byte

	prefix, indent string
	depth          int
	justOpened     bool // the last thing was the start of an element
	newline        bool // something is written

	tags     []Name            // that are open; zero where MarshalXML was called
	urls     map[string]string // by prefix of attributes
	prefixes map[string]string // by URL
	made     []string          // prefixes, with "" for each element that is open
	seq      int
}

// NewEncoder returns an Encoder to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: bufio.NewWriter(w)} }

// Indent makes each element begin in a new line, as MarshalIndent does.
func (enc *Encoder) Indent(prefix, indent string) { enc.prefix, enc.indent = prefix, indent }

// Encode writes v, and flushes.
func (enc *Encoder) Encode(v any) error {
	if err := enc.value(reflect.ValueOf(v), nil, nil); err != nil {
		return err
	}
	return enc.w.Flush()
}

// EncodeElement writes v as an element that begins with start, and flushes.
func (enc *Encoder) EncodeElement(v any, start StartElement) error {
	if err := enc.value(reflect.ValueOf(v), nil, &start); err != nil {
		return err
	}
	return enc.w.Flush()
}

// Flush writes what is buffered.
func (enc *Encoder) Flush() error { return enc.w.Flush() }

// Close flushes, and returns an error if elements are not closed. Nothing can be written then.
func (enc *Encoder) Close() error {
	if enc.closed {
		return nil
	}
	enc.closed = true
	if err := enc.w.Flush(); err != nil {
		return err
	}
	if n := len(enc.tags); n > 0 {
		return fmt.Errorf("unclosed tag <%s>", enc.tags[n-1].Local)
	}
	return nil
}

func (enc *Encoder) write(parts ...string) {
	if enc.closed && enc.err == nil {
		enc.err = errors.New("use of closed Encoder")
	}
	for _, s := range parts {
		if enc.err == nil {
			_, enc.err = enc.w.WriteString(s)
		}
	}
}

// escape writes s as text or the value of an attribute.
func (enc *Encoder) escape(s string, newline bool) {
	enc.scratch = appendEscaped(enc.scratch[:0], s, newline)
	enc.write(string(enc.scratch))
}

// status returns the first error of writing.
func (enc *Encoder) status() error {
	enc.write()
	return enc.err
}

// EncodeToken writes a token. It does not flush. Elements must begin and end properly; their attributes and name spaces are
// written as Encode does.
func (enc *Encoder) EncodeToken(t Token) error {
	switch t := t.(type) {
	case StartElement:
		if err := enc.start(&t); err != nil {
			return err
		}
	case EndElement:
		if err := enc.end(t.Name); err != nil {
			return err
		}
	case CharData:
		enc.escape(string(t), false)
	case Comment:
		if bytes.Contains(t, []byte("-->")) {
			return errors.New("xml: EncodeToken of Comment containing --> marker")
		}
		enc.write("<!--", string(t), "-->")
	case ProcInst:
		if t.Target == "xml" && enc.w.Buffered() != 0 {
			return errors.New("xml: EncodeToken of ProcInst xml target only valid for xml declaration, first token encoded")
		}
		if !isName(t.Target) {
			return errors.New("xml: EncodeToken of ProcInst with invalid Target")
		}
		if bytes.Contains(t.Inst, []byte("?>")) {
			return errors.New("xml: EncodeToken of ProcInst containing ?> marker")
		}
		enc.write("<?", t.Target)
		if len(t.Inst) > 0 {
			enc.write(" ", string(t.Inst))
		}
		enc.write("?>")
	case Directive:
		if !isDirective(t) {
			return errors.New("xml: EncodeToken of Directive containing wrong < or > markers")
		}
		enc.write("<!", string(t), ">")
	default:
		return errors.New("xml: EncodeToken of invalid token type")
	}
	return enc.status()
}

// isDirective reports whether < and > come in pairs, outside of quotes and comments.
func isDirective(d Directive) bool {
	depth := 0
	quote := byte(0)
	comment := false
	for i, c := range d {
		switch {
		case comment:
			comment = c != '>' || !bytes.HasSuffix(d[:i+1], []byte("-->"))
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '<':
			if len(d) > i+4 && string(d[i:i+4]) == "<!--" {
				comment = true
			} else {
				depth++
			}
		case c == '>':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0 && quote == 0 && !comment
}

// breakLine begins a line, for the start of an element (1), its end (-1) or a comment (0).
func (enc *Encoder) breakLine(delta int) {
	if enc.prefix == "" && enc.indent == "" {
		return
	}
	if delta < 0 {
		enc.depth--
		if enc.justOpened {
			enc.justOpened = false
			return
		}
	}
	if enc.newline {
		enc.write("\n")
	}
	enc.newline = true
	enc.write(enc.prefix, strings.Repeat(enc.indent, max(enc.depth, 0)))
	if delta > 0 {
		enc.depth++
		enc.justOpened = true
	}
}

func (enc *Encoder) start(start *StartElement) error {
	if start.Name.Local == "" {
		return errors.New("xml: start tag with no name")
	}
	enc.tags = append(enc.tags, start.Name)
	enc.made = append(enc.made, "")
	enc.breakLine(1)
	enc.write("<", start.Name.Local)
	if start.Name.Space != "" {
		enc.write(` xmlns="`)
		enc.escape(start.Name.Space, true)
		enc.write(`"`)
	}
	for _, a := range start.Attr {
		if a.Name.Local == "" {
			continue
		}
		enc.write(" ")
		if a.Name.Space != "" {
			enc.write(enc.attrPrefix(a.Name.Space), ":")
		}
		enc.write(a.Name.Local, `="`)
		enc.escape(a.Value, true)
		enc.write(`"`)
	}
	enc.write(">")
	return nil
}

func (enc *Encoder) end(name Name) error {
	if name.Local == "" {
		return errors.New("xml: end tag with no name")
	}
	n := len(enc.tags) - 1
	if n < 0 || enc.tags[n].Local == "" {
		return fmt.Errorf("xml: end tag </%s> without start tag", name.Local)
	}
	if top := enc.tags[n]; top.Local != name.Local {
		return fmt.Errorf("xml: end tag </%s> does not match start tag <%s>", name.Local, top.Local)
	} else if top != name {
		return fmt.Errorf("xml: end tag </%s> in namespace %s does not match start tag <%s> in namespace %s", name.Local, name.Space, top.Local, top.Space)
	}
	enc.tags = enc.tags[:n]
	enc.breakLine(-1)
	enc.write("</", name.Local, ">")
	for len(enc.made) > 0 {
		last := len(enc.made) - 1
		prefix := enc.made[last]
		enc.made = enc.made[:last]
		if prefix == "" {
			break
		}
		delete(enc.prefixes, enc.urls[prefix])
		delete(enc.urls, prefix)
	}
	return nil
}

// attrPrefix returns the prefix for attributes of a name space. If there is none yet, it writes an attribute that makes one, out
// of the last part of the URL.
func (enc *Encoder) attrPrefix(url string) string {
	if prefix := enc.prefixes[url]; prefix != "" {
		return prefix
	}
	if url == xmlURL {
		return "xml"
	}
	if enc.prefixes == nil {
		enc.prefixes = make(map[string]string)
		enc.urls = make(map[string]string)
	}
	prefix := strings.TrimRight(url, "/")
	prefix = prefix[strings.LastIndexByte(prefix, '/')+1:]
	if !isName(prefix) || strings.Contains(prefix, ":") {
		prefix = "_"
	}
	if len(prefix) >= 3 && strings.EqualFold(prefix[:3], "xml") {
		prefix = "_" + prefix
	}
	if enc.urls[prefix] != "" {
		for enc.seq++; ; enc.seq++ {
			if id := prefix + "_" + strconv.Itoa(enc.seq); enc.urls[id] == "" {
				prefix = id
				break
			}
		}
	}
	enc.prefixes[url] = prefix
	enc.urls[prefix] = url
	enc.write("xmlns:", prefix, `="`)
	enc.escape(url, true)
	enc.write(`" `)
	enc.made = append(enc.made, prefix)
	return prefix
}

// value writes an element, or several for a slice: as start says, else as the field, else as the type.
func (enc *Encoder) value(v reflect.Value, field *fieldInfo, start *StartElement) error {
	if start != nil && start.Name.Local == "" {
		return errors.New("xml: EncodeElement of StartElement with missing name")
	}
	if !v.IsValid() || field != nil && field.omitEmpty && isEmpty(v) {
		return nil
	}
	for v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if m, t, ok := as[Marshaler](v); ok {
		return enc.marshaler(m, defaultStart(t, field, start))
	}
	if m, t, ok := as[encoding.TextMarshaler](v); ok {
		s := defaultStart(t, field, start)
		if err := enc.start(&s); err != nil {
			return err
		}
		text, err := m.MarshalText()
		if err != nil {
			return err
		}
		enc.escape(string(text), true)
		return enc.end(s.Name)
	}
	t := v.Type()
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Array) && !isBytes(t) {
		for i := range v.Len() {
			if err := enc.value(v.Index(i), field, start); err != nil {
				return err
			}
		}
		return nil
	}
	info, err := infoOf(t)
	if err != nil {
		return err
	}
	s, err := enc.startOf(v, info, field, start)
	if err != nil {
		return err
	}
	if err := enc.start(&s); err != nil {
		return err
	}
	if v.Kind() == reflect.Struct {
		err = enc.fields(info, v)
	} else {
		var text string
		if text, err = simple(v); err == nil {
			enc.escape(text, true)
		}
	}
	if err != nil {
		return err
	}
	if err := enc.end(s.Name); err != nil {
		return err
	}
	return enc.status()
}

// startOf returns what the element for v begins with.
func (enc *Encoder) startOf(v reflect.Value, info *structInfo, field *fieldInfo, start *StartElement) (s StartElement, err error) {
	if start != nil {
		s.Name = start.Name
		s.Attr = append(s.Attr, start.Attr...)
	} else if n := info.name; n != nil {
		if n.name != "" {
			s.Name = Name{n.space, n.name}
		} else if fv := n.value(v, false); fv.IsValid() && fv.CanInterface() {
			if name, ok := fv.Interface().(Name); ok && name.Local != "" {
				s.Name = name
			}
		}
	}
	if s.Name.Local == "" && field != nil {
		s.Name = Name{field.space, field.name}
	}
	if s.Name.Local == "" {
		name, _, _ := strings.Cut(v.Type().Name(), "[") // without type arguments
		if name == "" {
			return s, &UnsupportedTypeError{v.Type()}
		}
		s.Name.Local = name
	}
	for i := range info.fields {
		f := &info.fields[i]
		if f.role&roleAttr == 0 {
			continue
		}
		fv := f.value(v, false)
		if f.omitEmpty && (!fv.IsValid() || isEmpty(fv)) || fv.Kind() == reflect.Interface && fv.IsNil() {
			continue
		}
		if err := enc.attr(&s, Name{f.space, f.name}, fv); err != nil {
			return s, err
		}
	}
	// An element without a name space, within one that has one.
	if n := info.name; n != nil && s.Name.Space == "" && n.space == "" && n.name == "" {
		if i := len(enc.tags) - 1; i >= 0 && enc.tags[i].Space != "" {
			s.Attr = append(s.Attr, Attr{Name{"", "xmlns"}, ""})
		}
	}
	return s, nil
}

// attr adds v to the attributes of start.
func (enc *Encoder) attr(start *StartElement, name Name, v reflect.Value) error {
	if m, _, ok := as[MarshalerAttr](v); ok {
		a, err := m.MarshalXMLAttr(name)
		if err == nil && a.Name.Local != "" {
			start.Attr = append(start.Attr, a)
		}
		return err
	}
	if m, _, ok := as[encoding.TextMarshaler](v); ok {
		text, err := m.MarshalText()
		if err == nil {
			start.Attr = append(start.Attr, Attr{name, string(text)})
		}
		return err
	}
	if k := v.Kind(); k == reflect.Pointer || k == reflect.Interface {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Slice && !isBytes(v.Type()) {
		for i := range v.Len() {
			if err := enc.attr(start, name, v.Index(i)); err != nil {
				return err
			}
		}
		return nil
	}
	if v.Type() == attrType {
		start.Attr = append(start.Attr, v.Interface().(Attr))
		return nil
	}
	text, err := simple(v)
	if err != nil {
		return err
	}
	start.Attr = append(start.Attr, Attr{name, text})
	return nil
}

// defaultStart is what a Marshaler is told.
func defaultStart(t reflect.Type, field *fieldInfo, start *StartElement) (s StartElement) {
	switch {
	case start != nil:
		s.Name = start.Name
		s.Attr = append(s.Attr, start.Attr...)
	case field != nil && field.name != "":
		s.Name = Name{field.space, field.name}
	case t.Name() != "":
		s.Name.Local = t.Name()
	default:
		s.Name.Local = t.Elem().Name() // t is a pointer
	}
	return s
}

func receiver(v any) string {
	t := reflect.TypeOf(v)
	if t.Name() != "" {
		return t.String()
	}
	return "(" + t.String() + ")"
}

func (enc *Encoder) marshaler(m Marshaler, start StartElement) error {
	enc.tags = append(enc.tags, Name{})
	n := len(enc.tags)
	if err := m.MarshalXML(enc, start); err != nil {
		return err
	}
	if len(enc.tags) > n {
		return fmt.Errorf("xml: %s.MarshalXML wrote invalid XML: <%s> not closed", receiver(m), enc.tags[len(enc.tags)-1].Local)
	}
	enc.tags = enc.tags[:n-1]
	return nil
}

// simple returns a value that is text.
func simple(v reflect.Value) (string, error) {
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10), nil
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits()), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Array:
		if isBytes(v.Type()) {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return string(b), nil
		}
	case reflect.Slice:
		if isBytes(v.Type()) {
			return string(v.Bytes()), nil
		}
	}
	return "", &UnsupportedTypeError{v.Type()}
}

// follow follows pointers and interfaces.
func follow(v reflect.Value) reflect.Value {
	for (v.Kind() == reflect.Interface || v.Kind() == reflect.Pointer) && !v.IsNil() {
		v = v.Elem()
	}
	return v
}

// fields writes the fields of a struct that are not attributes. open are the elements around them that are open.
func (enc *Encoder) fields(info *structInfo, v reflect.Value) error {
	var open []string
	// leave closes those that do not go with parents.
	leave := func(parents []string) error {
		keep := 0
		for keep < len(parents) && keep < len(open) && parents[keep] == open[keep] {
			keep++
		}
		for i := len(open) - 1; i >= keep; i-- {
			if err := enc.end(Name{Local: open[i]}); err != nil {
				return err
			}
		}
		open = open[:keep]
		return nil
	}
	for i := range info.fields {
		f := &info.fields[i]
		if f.role&roleAttr != 0 {
			continue
		}
		fv := f.value(v, false)
		if !fv.IsValid() {
			continue // behind a nil pointer
		}
		if f.role != roleInner {
			if err := leave(f.parents); err != nil {
				return err
			}
		}
		switch f.role {
		case roleCDATA, roleText:
			if err := enc.text(fv, f.role == roleCDATA); err != nil {
				return err
			}
			continue
		case roleComment:
			if err := enc.comment(follow(fv), v.Type()); err != nil {
				return err
			}
			continue
		case roleInner:
			fv = follow(fv)
			switch raw := fv.Interface().(type) {
			case []byte:
				enc.write(string(raw))
				continue
			case string:
				enc.write(raw)
				continue
			}
		case roleElement, roleElement | roleAny:
			k := fv.Kind()
			if len(f.parents) > len(open) && (k != reflect.Pointer && k != reflect.Interface || !fv.IsNil()) {
				for _, p := range f.parents[len(open):] {
					if err := enc.start(&StartElement{Name: Name{Local: p}}); err != nil {
						return err
					}
				}
				open = append(open, f.parents[len(open):]...)
			}
		}
		if err := enc.value(fv, f, nil); err != nil {
			return err
		}
	}
	leave(nil)
	return enc.status()
}

// text writes a field that is text of its element.
func (enc *Encoder) text(v reflect.Value, cdata bool) error {
	text := ""
	if m, _, ok := as[encoding.TextMarshaler](v); ok {
		b, err := m.MarshalText()
		if err != nil {
			return err
		}
		text = string(b)
	} else if v = follow(v); v.Kind() == reflect.Slice {
		b, _ := v.Interface().([]byte)
		text = string(b)
	} else if v.Kind() != reflect.Array {
		text, _ = simple(v) // others are not written
	}
	if !cdata {
		enc.escape(text, true)
		return enc.err
	}
	if text != "" {
		enc.write("<![CDATA[", strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>"), "]]>")
	}
	return enc.err
}

func (enc *Encoder) comment(v reflect.Value, t reflect.Type) error {
	text := ""
	switch k := v.Kind(); {
	case k == reflect.String:
		text = v.String()
	case k == reflect.Slice && isBytes(v.Type()):
		text = string(v.Bytes())
	default:
		return fmt.Errorf("xml: bad type for comment field of %s", t)
	}
	if text == "" {
		return nil
	}
	enc.breakLine(0)
	enc.write("<!--")
	if strings.Contains(text, "--") {
		return errors.New(`xml: comments must not contain "--"`)
	}
	enc.write(text)
	if strings.HasSuffix(text, "-") {
		enc.write(" ")
	}
	enc.write("-->")
	return nil
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct, reflect.Func, reflect.Chan, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return false
	}
	return v.IsZero()
}
