package xml

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// This file reads XML into values.

// Unmarshaler reads itself: exactly the element that begins with start, which is read.
type Unmarshaler interface {
	UnmarshalXML(d *Decoder, start StartElement) error
}

// UnmarshalerAttr reads itself from an attribute.
type UnmarshalerAttr interface {
	UnmarshalXMLAttr(attr Attr) error
}

// UnmarshalError says that the XML does not fit the value.
type UnmarshalError string

func (e UnmarshalError) Error() string { return string(e) }

// How deep elements may lie within each other.
const maxDepth = 10000

var errDepth = errors.New("exceeded max depth")

// Unmarshal reads the first element of data into what v points to.
func Unmarshal(data []byte, v any) error { return NewDecoder(bytes.NewReader(data)).Decode(v) }

// Decode reads the next element into what v points to.
func (d *Decoder) Decode(v any) error { return d.DecodeElement(v, nil) }

// DecodeElement reads the element that begins with start, which is read, into what v points to. nil is the next.
func (d *Decoder) DecodeElement(v any, start *StartElement) error {
	val := reflect.ValueOf(v)
	if val.Kind() != reflect.Pointer {
		return errors.New("non-pointer passed to Unmarshal")
	}
	if val.IsNil() {
		return errors.New("nil pointer passed to Unmarshal")
	}
	return d.element(val.Elem(), start)
}

func (d *Decoder) unmarshaler(u Unmarshaler, start *StartElement) error {
	d.pushEnd()
	inside := d.inside
	d.inside = true
	defer func() { d.inside = inside }()
	if err := u.UnmarshalXML(d, *start); err != nil {
		d.popEnd()
		return err
	}
	if !d.popEnd() {
		return fmt.Errorf("xml: %s.UnmarshalXML did not consume entire <%s> element", receiver(u), start.Name.Local)
	}
	return nil
}

// textOf reads up to the end of the element, and returns its own text.
func (d *Decoder) textOf() (text []byte, err error) {
	for depth := 1; depth > 0; {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case CharData:
			if depth == 1 {
				text = append(text, t...)
			}
		case StartElement:
			depth++
		case EndElement:
			depth--
		}
	}
	return text, nil
}

func (d *Decoder) attr(v reflect.Value, a Attr) error {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	if u, _, ok := as[UnmarshalerAttr](v); ok {
		return u.UnmarshalXMLAttr(a)
	}
	if u, _, ok := as[encoding.TextUnmarshaler](v); ok {
		return u.UnmarshalText([]byte(a.Value))
	}
	if v.Kind() == reflect.Slice && !isBytes(v.Type()) {
		n := v.Len()
		v.Grow(1)
		v.SetLen(n + 1)
		err := d.attr(v.Index(n), a)
		if err != nil {
			v.SetLen(n)
		}
		return err
	}
	if v.Type() == attrType {
		v.Set(reflect.ValueOf(a))
		return nil
	}
	return setText(v, []byte(a.Value))
}

// filling is a struct, or another value, that an element is read into. The Values are its fields that want something.
type filling struct {
	info    *structInfo
	v       reflect.Value // the struct, or the zero Value
	text    reflect.Value
	comment reflect.Value
	any     reflect.Value
	inner   reflect.Value
	from    int // where inner begins within Decoder.saved
}

// element reads an element, which begins with start or is the next, into v.
func (d *Decoder) element(v reflect.Value, start *StartElement) error {
	if d.depth > maxDepth {
		return errDepth
	}
	for start == nil {
		t, err := d.Token()
		if err != nil {
			return err
		}
		if s, ok := t.(StartElement); ok {
			start = &s
		}
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if e := v.Elem(); e.Kind() == reflect.Pointer && !e.IsNil() {
			v = e
		}
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	if u, _, ok := as[Unmarshaler](v); ok {
		return d.unmarshaler(u, start)
	}
	if u, _, ok := as[encoding.TextUnmarshaler](v); ok {
		text, err := d.textOf()
		if err != nil {
			return err
		}
		return u.UnmarshalText(text)
	}
	f := new(filling)
	switch k := v.Kind(); {
	case k == reflect.Interface:
		return d.Skip()
	case k == reflect.Slice && !isBytes(v.Type()):
		n := v.Len()
		v.Grow(1)
		v.SetLen(n + 1)
		err := d.element(v.Index(n), start)
		if err != nil {
			v.SetLen(n)
		}
		return err
	case k == reflect.Slice, k >= reflect.Bool && k <= reflect.Float64, k == reflect.String:
		f.text = v
	case k == reflect.Struct && v.Type() == nameType:
		v.Set(reflect.ValueOf(start.Name))
	case k == reflect.Struct:
		if err := d.begin(f, v, start); err != nil {
			return err
		}
	default:
		return errors.New("unknown type " + v.Type().String())
	}
	return d.content(f)
}

// begin looks at the name and attributes of the element for a struct, and for the fields that want more than elements.
func (d *Decoder) begin(f *filling, v reflect.Value, start *StartElement) error {
	info, err := infoOf(v.Type())
	if err != nil {
		return err
	}
	f.info, f.v = info, v
	if n := info.name; n != nil {
		if n.name != "" && n.name != start.Name.Local {
			return UnmarshalError("expected element type <" + n.name + "> but have <" + start.Name.Local + ">")
		}
		if n.space != "" && n.space != start.Name.Space {
			have := start.Name.Space
			if have == "" {
				have = "no name space"
			}
			return UnmarshalError("expected element <" + n.name + "> in name space " + n.space + " but have " + have)
		}
		fv := n.value(v, true)
		if fv.CanInterface() {
			if _, ok := fv.Interface().(Name); ok {
				fv.Set(reflect.ValueOf(start.Name))
			}
		}
	}
	for _, a := range start.Attr {
		handled := false
		var any *fieldInfo
		for i := range info.fields {
			field := &info.fields[i]
			switch field.role {
			case roleAttr:
				fv := field.value(v, true)
				if a.Name.Local == field.name && (field.space == "" || field.space == a.Name.Space) {
					if err := d.attr(fv, a); err != nil {
						return err
					}
					handled = true
				}
			case roleAny | roleAttr:
				if any == nil {
					any = field
				}
			}
		}
		if !handled && any != nil {
			if err := d.attr(any.value(v, true), a); err != nil {
				return err
			}
		}
	}
	for i := range info.fields {
		field := &info.fields[i]
		var want *reflect.Value
		switch field.role {
		case roleCDATA, roleText:
			want = &f.text
		case roleComment:
			want = &f.comment
		case roleAny | roleElement:
			want = &f.any
		case roleInner:
			if want = &f.inner; !want.IsValid() {
				if d.saving {
					f.from = d.savedLen()
				} else {
					d.saving, d.saved = true, nil
				}
			}
		}
		if want != nil && !want.IsValid() {
			*want = field.value(v, true)
		}
	}
	return nil
}

// content reads up to the end of the element.
func (d *Decoder) content(f *filling) error {
	var text, comment, inner []byte
	for done := false; !done; {
		before := 0
		if f.inner.IsValid() {
			before = d.savedLen()
		}
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case StartElement:
			used := false
			if f.v.IsValid() {
				if used, err = d.child(f.info, f.v, nil, &t); err != nil {
					return err
				}
				if !used && f.any.IsValid() {
					used = true
					if err := d.element(f.any, &t); err != nil {
						return err
					}
				}
			}
			if !used {
				if err := d.Skip(); err != nil {
					return err
				}
			}
		case EndElement:
			if f.inner.IsValid() {
				inner = d.saved[f.from:before]
				if f.from == 0 {
					d.saving, d.saved = false, nil
				}
			}
			done = true
		case CharData:
			if f.text.IsValid() {
				text = append(text, t...)
			}
		case Comment:
			if f.comment.IsValid() {
				comment = append(comment, t...)
			}
		}
	}
	if u, _, ok := as[encoding.TextUnmarshaler](f.text); ok {
		if err := u.UnmarshalText(text); err != nil {
			return err
		}
	} else if err := setText(f.text, text); err != nil {
		return err
	}
	switch f.comment.Kind() {
	case reflect.String:
		f.comment.SetString(string(comment))
	case reflect.Slice:
		f.comment.Set(reflect.ValueOf(comment))
	}
	switch f.inner.Kind() {
	case reflect.String:
		f.inner.SetString(string(inner))
	case reflect.Slice:
		if isBytes(f.inner.Type()) {
			f.inner.Set(reflect.ValueOf(inner))
		}
	}
	return nil
}

// child reads an element into the field of v that is for it; parents are the elements between v's and this one. It reports
// whether there is such a field.
func (d *Decoder) child(info *structInfo, v reflect.Value, parents []string, start *StartElement) (used bool, err error) {
	deeper := false
fields:
	for i := range info.fields {
		f := &info.fields[i]
		n := len(parents)
		if f.role&roleElement == 0 || len(f.parents) < n || f.space != "" && f.space != start.Name.Space {
			continue
		}
		for j, p := range parents {
			if p != f.parents[j] {
				continue fields
			}
		}
		if len(f.parents) == n && f.name == start.Name.Local {
			return true, d.element(f.value(v, true), start)
		}
		if len(f.parents) > n && f.parents[n] == start.Name.Local {
			parents = f.parents[:n+1]
			deeper = true
			break
		}
	}
	if !deeper {
		return false, nil
	}
	for {
		t, err := d.Token()
		if err != nil {
			return true, err
		}
		switch t := t.(type) {
		case StartElement:
			used, err := d.child(info, v, parents, &t)
			if err == nil && !used {
				err = d.Skip()
			}
			if err != nil {
				return true, err
			}
		case EndElement:
			return true, nil
		}
	}
}

// setText sets a value to text. Numbers and bools may have space around them, and be missing.
func setText(v reflect.Value, text []byte) error {
	t := v
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	s := strings.TrimSpace(string(text))
	zero := len(text) == 0
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i := int64(0)
		if !zero {
			var err error
			if i, err = strconv.ParseInt(s, 10, v.Type().Bits()); err != nil {
				return err
			}
		}
		v.SetInt(i)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		u := uint64(0)
		if !zero {
			var err error
			if u, err = strconv.ParseUint(s, 10, v.Type().Bits()); err != nil {
				return err
			}
		}
		v.SetUint(u)
	case reflect.Float32, reflect.Float64:
		f := 0.0
		if !zero {
			var err error
			if f, err = strconv.ParseFloat(s, v.Type().Bits()); err != nil {
				return err
			}
		}
		v.SetFloat(f)
	case reflect.Bool:
		b := false
		if !zero {
			var err error
			if b, err = strconv.ParseBool(s); err != nil {
				return err
			}
		}
		v.SetBool(b)
	case reflect.String:
		v.SetString(string(text))
	case reflect.Slice:
		if zero {
			text = []byte{} // not nil
		}
		v.SetBytes(text)
	default:
		return errors.New("cannot unmarshal into " + t.Type().String())
	}
	return nil
}
