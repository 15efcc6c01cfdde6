// Package json converts between Go values and JSON (RFC 7159).
package json

import (
	"encoding"
	"encoding/base64"
	"fmt"
	"internal/rt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unmarshal stores the JSON value in data in what v points to.
func Unmarshal(data []byte, v any) error {
	if err := checkValid(data); err != nil {
		return err
	}
	var d decodeState
	d.data = data
	return d.unmarshal(v)
}

// Unmarshaler is a type that decodes itself from JSON; it must copy data that it keeps.
type Unmarshaler interface {
	UnmarshalJSON([]byte) error
}

// UnmarshalTypeError is a JSON value that does not fit a Go type.
type UnmarshalTypeError struct {
	Value  string       // what it was: "bool", "array", "number -5"
	Type   reflect.Type // what it should have been
	Offset int64        // bytes read before the error
	Struct string       // the struct type that has the field
	Field  string       // the path from the root to the field
}

func (e *UnmarshalTypeError) Error() string {
	if e.Struct != "" || e.Field != "" {
		return "json: cannot unmarshal " + e.Value + " into Go struct field " + e.Struct + "." + e.Field + " of type " + e.Type.String()
	}
	return "json: cannot unmarshal " + e.Value + " into Go value of type " + e.Type.String()
}

// UnmarshalFieldError is not used any more.
type UnmarshalFieldError struct {
	Key   string
	Type  reflect.Type
	Field reflect.StructField
}

func (e *UnmarshalFieldError) Error() string {
	return "json: cannot unmarshal object key " + strconv.Quote(e.Key) + " into unexported field " + e.Field.Name + " of type " + e.Type.String()
}

// InvalidUnmarshalError says that Unmarshal got no pointer.
type InvalidUnmarshalError struct {
	Type reflect.Type
}

func (e *InvalidUnmarshalError) Error() string {
	if e.Type == nil {
		return "json: Unmarshal(nil)"
	}
	if e.Type.Kind() != reflect.Pointer {
		return "json: Unmarshal(non-pointer " + e.Type.String() + ")"
	}
	return "json: Unmarshal(nil " + e.Type.String() + ")"
}

// Number is the text of a number.
type Number string

// String returns the text.
func (n Number) String() string { return string(n) }

// Float64 returns the number as a float64.
func (n Number) Float64() (float64, error) { return strconv.ParseFloat(string(n), 64) }

// Int64 returns the number as an int64.
func (n Number) Int64() (int64, error) { return strconv.ParseInt(string(n), 10, 64) }

// decodeState walks over data, which is known to be valid.
type decodeState struct {
	data       []byte
	off        int // the next byte
	structType reflect.Type
	path       []string // fields on the way to where we are
	savedError error    // the first one that does not end decoding
	useNumber  bool
	noUnknown  bool
}

func (d *decodeState) unmarshal(v any) error {
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Pointer || rv.IsNil() {
		return &InvalidUnmarshalError{reflect.TypeOf(v)}
	}
	if err := d.value(rv); err != nil {
		return d.withContext(err)
	}
	return d.savedError
}

func (d *decodeState) saveError(err error) {
	if d.savedError == nil {
		d.savedError = d.withContext(err)
	}
}

func (d *decodeState) withContext(err error) error {
	if d.structType == nil && len(d.path) == 0 {
		return err
	}
	if e, ok := err.(*UnmarshalTypeError); ok {
		if d.structType != nil {
			e.Struct = d.structType.Name()
		} else {
			e.Struct = ""
		}
		path := d.path
		if e.Field != "" {
			path = append(path[:len(path):len(path)], e.Field)
		}
		e.Field = strings.Join(path, ".")
	}
	return err
}

// typeError saves an UnmarshalTypeError.
func (d *decodeState) typeError(value string, t reflect.Type, offset int) {
	d.saveError(&UnmarshalTypeError{Value: value, Type: t, Offset: int64(offset)})
}

func (d *decodeState) skipSpace() byte {
	i := d.off
	for isSpace(d.data[i]) {
		i++
	}
	d.off = i
	return d.data[i]
}

// literal returns the string, number or name at off, and moves on.
func (d *decodeState) literal() []byte {
	start := d.off
	d.off = valueEnd(d.data, start)
	return d.data[start:d.off]
}

func (d *decodeState) skip() { d.off = valueEnd(d.data, d.off) }

// value stores the next value in v, or nowhere if v is not valid.
func (d *decodeState) value(v reflect.Value) error {
	c := d.skipSpace()
	if !v.IsValid() {
		d.skip()
		return nil
	}
	switch c {
	case '{':
		return d.object(v)
	case '[':
		return d.array(v)
	}
	return d.store(d.literal(), v, false)
}

// indirect follows pointers, making what they point to, until it comes to a value that decodes itself or is no pointer.
// For null it stops at the last pointer, to set that to nil.
func indirect(v reflect.Value, null bool) (Unmarshaler, encoding.TextUnmarshaler, reflect.Value) {
	start := v
	addressed := false
	if v.Kind() != reflect.Pointer && v.Type().Name() != "" && v.CanAddr() {
		addressed = true
		v = v.Addr()
	}
	for {
		if v.Kind() == reflect.Interface && !v.IsNil() {
			e := v.Elem()
			if e.Kind() == reflect.Pointer && !e.IsNil() && (!null || e.Elem().Kind() == reflect.Pointer) {
				addressed = false
				v = e
				continue
			}
		}
		if v.Kind() != reflect.Pointer || (null && v.CanSet()) {
			break
		}
		// A pointer to itself, by way of an interface.
		if v.Elem().Kind() == reflect.Interface && v.Elem().Elem().Equal(v) {
			v = v.Elem()
			break
		}
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		if v.Type().NumMethod() > 0 && v.CanInterface() {
			i := v.Interface()
			if u, ok := i.(Unmarshaler); ok {
				return u, nil, reflect.Value{}
			}
			if !null {
				if u, ok := i.(encoding.TextUnmarshaler); ok {
					return nil, u, reflect.Value{}
				}
			}
		}
		if addressed {
			v = start
			addressed = false
		} else {
			v = v.Elem()
		}
	}
	return nil, nil, v
}

func (d *decodeState) array(v reflect.Value) error {
	u, ut, pv := indirect(v, false)
	if u != nil {
		start := d.off
		d.skip()
		return u.UnmarshalJSON(d.data[start:d.off])
	}
	if ut != nil {
		d.typeError("array", v.Type(), d.off+1)
		d.skip()
		return nil
	}
	v = pv
	kind := v.Kind()
	switch {
	case kind == reflect.Interface && v.NumMethod() == 0:
		v.Set(reflect.ValueOf(d.arrayAny()))
		return nil
	case kind != reflect.Array && kind != reflect.Slice:
		d.typeError("array", v.Type(), d.off+1)
		d.skip()
		return nil
	}
	d.off++
	i := 0
	for d.skipSpace() != ']' {
		if kind == reflect.Slice {
			if i >= v.Cap() {
				v.Grow(1)
			}
			if i >= v.Len() {
				v.SetLen(i + 1)
			}
		}
		var elem reflect.Value
		if i < v.Len() {
			elem = v.Index(i)
		}
		if err := d.value(elem); err != nil {
			return err
		}
		i++
		if d.skipSpace() == ',' {
			d.off++
		}
	}
	d.off++
	if i < v.Len() {
		if kind == reflect.Array {
			for ; i < v.Len(); i++ {
				v.Index(i).SetZero()
			}
		} else {
			v.SetLen(i)
		}
	}
	if i == 0 && kind == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	return nil
}

var textUnmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()

func isIntKind(k reflect.Kind) bool  { return reflect.Int <= k && k <= reflect.Int64 }
func isUintKind(k reflect.Kind) bool { return reflect.Uint <= k && k <= reflect.Uintptr }

func (d *decodeState) object(v reflect.Value) error {
	u, ut, pv := indirect(v, false)
	if u != nil {
		start := d.off
		d.skip()
		return u.UnmarshalJSON(d.data[start:d.off])
	}
	if ut != nil {
		d.typeError("object", v.Type(), d.off+1)
		d.skip()
		return nil
	}
	v = pv
	t := v.Type()
	switch v.Kind() {
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(d.objectAny()))
			return nil
		}
	case reflect.Map:
		return d.objectMap(v, t)
	case reflect.Struct:
		return d.objectStruct(v, t)
	}
	d.typeError("object", t, d.off+1)
	d.skip()
	return nil
}

// key returns the literal of an object's next key, and moves behind its colon; nil: the object ends.
func (d *decodeState) key() []byte {
	c := d.skipSpace()
	if c == ',' {
		d.off++
		c = d.skipSpace()
	}
	if c == '}' {
		d.off++
		return nil
	}
	item := d.literal()
	d.skipSpace()
	d.off++
	return item
}

func (d *decodeState) objectMap(v reflect.Value, t reflect.Type) error {
	kt := t.Key()
	kk := kt.Kind()
	text := reflect.PointerTo(kt).Implements(textUnmarshalerType)
	if kk != reflect.String && !isIntKind(kk) && !isUintKind(kk) && !text {
		d.typeError("object", t, d.off+1)
		d.skip()
		return nil
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(t))
	}
	var elem reflect.Value
	d.off++
	for {
		item := d.key()
		if item == nil {
			return nil
		}
		start := cap(d.data) - cap(item)
		if !elem.IsValid() {
			elem = reflect.New(t.Elem()).Elem()
		} else {
			elem.SetZero()
		}
		if err := d.value(elem); err != nil {
			return err
		}
		key := reflect.New(kt)
		if text {
			if err := d.store(item, key, true); err != nil {
				return err
			}
			v.SetMapIndex(key.Elem(), elem)
			continue
		}
		s, _ := unquote(item)
		key = key.Elem()
		if kk == reflect.String {
			key.SetString(s)
		} else if isIntKind(kk) {
			n, err := strconv.ParseInt(s, 10, 64)
			if err != nil || kt.OverflowInt(n) {
				d.typeError("number "+s, kt, start+1)
				continue
			}
			key.SetInt(n)
		} else {
			n, err := strconv.ParseUint(s, 10, 64)
			if err != nil || kt.OverflowUint(n) {
				d.typeError("number "+s, kt, start+1)
				continue
			}
			key.SetUint(n)
		}
		v.SetMapIndex(key, elem)
	}
}

func (d *decodeState) objectStruct(v reflect.Value, t reflect.Type) error {
	fields := cachedTypeFields(t)
	outerType, depth := d.structType, len(d.path)
	d.off++
	for {
		item := d.key()
		if item == nil {
			return nil
		}
		// Most keys need no unquoting.
		var name string
		if raw := item[1 : len(item)-1]; plainKey(raw) {
			name = rt.StringOf(raw)
		} else {
			name, _ = unquote(item)
		}
		f := fields.byExactName[name]
		if f == nil {
			f = fields.byFoldedName[foldName(name)]
		}
		var sub reflect.Value
		quoted := false
		if f != nil {
			sub = v
			quoted = f.quoted
			for i, ind := range f.index {
				if sub.Kind() == reflect.Pointer {
					if sub.IsNil() {
						if !sub.CanSet() {
							d.saveError(fmt.Errorf("json: cannot set embedded pointer to unexported struct: %v", sub.Type().Elem()))
							sub = reflect.Value{}
							quoted = false
							break
						}
						sub.Set(reflect.New(sub.Type().Elem()))
					}
					sub = sub.Elem()
				}
				if i < len(f.index)-1 {
					d.path = append(d.path, sub.Type().Field(ind).Name)
				}
				sub = sub.Field(ind)
			}
			d.structType = t
			d.path = append(d.path, f.name)
		} else if d.noUnknown {
			d.saveError(fmt.Errorf("json: unknown field %q", name))
		}
		if err := d.field(sub, quoted); err != nil {
			return err
		}
		d.path = d.path[:depth]
		d.structType = outerType
	}
}

func plainKey(b []byte) bool {
	for _, c := range b {
		if c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// field stores the next value in a struct's field, which may have the option "string".
func (d *decodeState) field(v reflect.Value, quoted bool) error {
	if !quoted {
		return d.value(v)
	}
	switch d.skipSpace() {
	case 'n':
		d.skip()
		return d.store([]byte("null"), v, false)
	case '"':
		s, _ := unquote(d.literal())
		return d.store([]byte(s), v, true)
	}
	d.skip()
	d.saveError(fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal unquoted value into %v", v.Type()))
	return nil
}

var numberType = reflect.TypeFor[Number]()

// store stores a literal in v. fromQuoted: it stood in a string, and may be anything.
func (d *decodeState) store(item []byte, v reflect.Value, fromQuoted bool) error {
	misuse := func() error {
		return fmt.Errorf("json: invalid use of ,string struct tag, trying to unmarshal %q into %v", item, v.Type())
	}
	if len(item) == 0 {
		d.saveError(misuse())
		return nil
	}
	c := item[0]
	u, ut, pv := indirect(v, c == 'n')
	if u != nil {
		return u.UnmarshalJSON(item)
	}
	if ut != nil {
		if c != '"' {
			if fromQuoted {
				d.saveError(misuse())
				return nil
			}
			what := "number"
			switch c {
			case 'n':
				what = "null"
			case 't', 'f':
				what = "bool"
			}
			d.typeError(what, v.Type(), d.off)
			return nil
		}
		s, ok := unquote(item)
		if !ok {
			return misuse()
		}
		return ut.UnmarshalText([]byte(s))
	}
	v = pv
	kind := v.Kind()
	switch c {
	case 'n':
		if fromQuoted && string(item) != "null" {
			d.saveError(misuse())
			break
		}
		switch kind {
		case reflect.Interface, reflect.Pointer, reflect.Map, reflect.Slice:
			v.SetZero()
		}
	case 't', 'f':
		value := c == 't'
		switch {
		case fromQuoted && string(item) != "true" && string(item) != "false":
			d.saveError(misuse())
		case kind == reflect.Bool:
			v.SetBool(value)
		case kind == reflect.Interface && v.NumMethod() == 0:
			v.Set(reflect.ValueOf(value))
		case kind != reflect.Interface && fromQuoted:
			d.saveError(misuse())
		default:
			d.typeError("bool", v.Type(), d.off)
		}
	case '"':
		s, ok := unquote(item)
		if !ok {
			return misuse()
		}
		switch {
		case kind == reflect.String:
			if v.Type() == numberType && !isValidNumber(s) {
				return fmt.Errorf("json: invalid number literal, trying to unmarshal %q into Number", item)
			}
			v.SetString(s)
		case kind == reflect.Interface && v.NumMethod() == 0:
			v.Set(reflect.ValueOf(s))
		case kind == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
			b := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
			n, err := base64.StdEncoding.Decode(b, []byte(s))
			if err != nil {
				d.saveError(err)
				break
			}
			v.SetBytes(b[:n])
		default:
			d.typeError("string", v.Type(), d.off)
		}
	default:
		if c != '-' && (c < '0' || c > '9') {
			return misuse()
		}
		return d.storeNumber(string(item), v, kind, fromQuoted, misuse)
	}
	return nil
}

func (d *decodeState) storeNumber(s string, v reflect.Value, kind reflect.Kind, fromQuoted bool, misuse func() error) error {
	fits := true
	switch {
	case isIntKind(kind):
		n, err := strconv.ParseInt(s, 10, 64)
		if fits = err == nil && !v.OverflowInt(n); fits {
			v.SetInt(n)
		}
	case isUintKind(kind):
		n, err := strconv.ParseUint(s, 10, 64)
		if fits = err == nil && !v.OverflowUint(n); fits {
			v.SetUint(n)
		}
	case kind == reflect.Float32 || kind == reflect.Float64:
		n, err := strconv.ParseFloat(s, v.Type().Bits())
		if fits = err == nil && !v.OverflowFloat(n); fits {
			v.SetFloat(n)
		}
	case kind == reflect.Interface:
		n, err := d.number(s)
		if err != nil {
			d.saveError(err)
		} else if v.NumMethod() != 0 {
			d.typeError("number", v.Type(), d.off)
		} else {
			v.Set(reflect.ValueOf(n))
		}
	case kind == reflect.String && v.Type() == numberType:
		v.SetString(s)
	case fromQuoted:
		return misuse()
	default:
		d.typeError("number", v.Type(), d.off)
	}
	if !fits {
		d.typeError("number "+s, v.Type(), d.off)
	}
	return nil
}

// number returns the float64 or Number of a text.
func (d *decodeState) number(s string) (any, error) {
	if d.useNumber {
		return Number(s), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, &UnmarshalTypeError{Value: "number " + s, Type: reflect.TypeFor[float64](), Offset: int64(d.off + 1)}
	}
	return f, nil
}

// any returns the next value as it is stored in an empty interface.
func (d *decodeState) any() any {
	switch c := d.skipSpace(); c {
	case '{':
		return d.objectAny()
	case '[':
		return d.arrayAny()
	case '"':
		s, _ := unquote(d.literal())
		return s
	case 'n':
		d.off += 4
		return nil
	case 't':
		d.off += 4
		return true
	case 'f':
		d.off += 5
		return false
	}
	n, err := d.number(string(d.literal()))
	if err != nil {
		d.saveError(err)
	}
	return n
}

func (d *decodeState) arrayAny() []any {
	list := make([]any, 0)
	d.off++
	for d.skipSpace() != ']' {
		list = append(list, d.any())
		if d.skipSpace() == ',' {
			d.off++
		}
	}
	d.off++
	return list
}

func (d *decodeState) objectAny() map[string]any {
	m := make(map[string]any)
	d.off++
	for {
		item := d.key()
		if item == nil {
			return m
		}
		key, _ := unquote(item)
		m[key] = d.any()
	}
}

// foldName makes names equal that differ in case only.
func foldName(s string) string {
	b := make([]byte, 0, 32)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'a' <= c && c <= 'z' {
				c -= 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		// The smallest of all that are equal.
		for {
			next := unicode.SimpleFold(r)
			if next <= r {
				r = next
				break
			}
			r = next
		}
		b = utf8.AppendRune(b, r)
		i += n
	}
	return string(b)
}
