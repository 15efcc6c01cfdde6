package json

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unsafe"
)

// Marshal returns v as JSON.
func Marshal(v any) ([]byte, error) {
	var e encodeState
	if err := e.marshal(v, encOpts{escapeHTML: true}); err != nil {
		return nil, err
	}
	return e.buf, nil
}

// MarshalIndent is Marshal with fresh lines that begin with prefix and an indent for each level.
func MarshalIndent(v any, prefix, indent string) ([]byte, error) {
	b, err := Marshal(v)
	if err != nil {
		return nil, err
	}
	return indented(nil, b, prefix, indent), nil
}

// Marshaler is a type that encodes itself.
type Marshaler interface {
	MarshalJSON() ([]byte, error)
}

// UnsupportedTypeError is a value of a type that JSON does not have.
type UnsupportedTypeError struct {
	Type reflect.Type
}

func (e *UnsupportedTypeError) Error() string { return "json: unsupported type: " + e.Type.String() }

// UnsupportedValueError is a value that JSON does not have.
type UnsupportedValueError struct {
	Value reflect.Value
	Str   string
}

func (e *UnsupportedValueError) Error() string { return "json: unsupported value: " + e.Str }

// InvalidUTF8Error is not used any more.
type InvalidUTF8Error struct {
	S string
}

func (e *InvalidUTF8Error) Error() string {
	return "json: invalid UTF-8 in string: " + strconv.Quote(e.S)
}

// MarshalerError is the error of a MarshalJSON or MarshalText method.
type MarshalerError struct {
	Type   reflect.Type
	Err    error
	method string
}

func (e *MarshalerError) Error() string {
	method := e.method
	if method == "" {
		method = "MarshalJSON"
	}
	return "json: error calling " + method + " for type " + e.Type.String() + ": " + e.Err.Error()
}

// Unwrap returns the method's error.
func (e *MarshalerError) Unwrap() error { return e.Err }

type encodeState struct {
	buf []byte
	// Beyond some depth, what we are inside of: a value that contains itself is noticed.
	depth int
	seen  map[any]bool
}

const cycleDepth = 1000

type encOpts struct {
	quoted     bool // in a string
	escapeHTML bool
}

// failure carries an error out of the recursion.
type failure struct{ error }

func fail(err error) { panic(failure{err}) }

func (e *encodeState) marshal(v any, opts encOpts) (err error) {
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(failure)
			if !ok {
				panic(r)
			}
			err = f.error
		}
	}()
	e.value(reflect.ValueOf(v), opts)
	return nil
}

func (e *encodeState) value(v reflect.Value, opts encOpts) {
	if !v.IsValid() {
		e.null()
		return
	}
	typeEncoder(v.Type())(e, v, opts)
}

func (e *encodeState) null() { e.buf = append(e.buf, "null"...) }

func (e *encodeState) quote(opts encOpts) {
	if opts.quoted {
		e.buf = append(e.buf, '"')
	}
}

// enter notes that the encoder is inside of the value known by key; call leave afterwards.
func (e *encodeState) enter(v reflect.Value, key func() any) (undo func()) {
	e.depth++
	if e.depth <= cycleDepth {
		return nil
	}
	k := key()
	if e.seen[k] {
		fail(&UnsupportedValueError{v, fmt.Sprintf("encountered a cycle via %s", v.Type())})
	}
	if e.seen == nil {
		e.seen = make(map[any]bool)
	}
	e.seen[k] = true
	return func() { delete(e.seen, k) }
}

func (e *encodeState) leave(undo func()) {
	e.depth--
	if undo != nil {
		undo()
	}
}

type encoderFunc func(e *encodeState, v reflect.Value, opts encOpts)

var encoders sync.Map // reflect.Type → encoderFunc

func typeEncoder(t reflect.Type) encoderFunc {
	if f, ok := encoders.Load(t); ok {
		return f.(encoderFunc)
	}
	// A type may contain itself: what is used meanwhile makes the encoder when first called.
	once := sync.OnceValue(func() encoderFunc { return newEncoder(t, true) })
	f, loaded := encoders.LoadOrStore(t, encoderFunc(func(e *encodeState, v reflect.Value, opts encOpts) { once()(e, v, opts) }))
	if loaded {
		return f.(encoderFunc)
	}
	made := once()
	encoders.Store(t, made)
	return made
}

var (
	marshalerType     = reflect.TypeFor[Marshaler]()
	textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()
)

func newEncoder(t reflect.Type, allowAddr bool) encoderFunc {
	kind := t.Kind()
	byAddr := kind != reflect.Pointer && allowAddr
	if byAddr && reflect.PointerTo(t).Implements(marshalerType) {
		return addressed(func(e *encodeState, v reflect.Value, opts encOpts) { e.marshaler(v.Addr(), v.Type(), opts) }, newEncoder(t, false))
	}
	if t.Implements(marshalerType) {
		return func(e *encodeState, v reflect.Value, opts encOpts) { e.marshaler(v, v.Type(), opts) }
	}
	if byAddr && reflect.PointerTo(t).Implements(textMarshalerType) {
		return addressed(func(e *encodeState, v reflect.Value, opts encOpts) { e.textMarshaler(v.Addr(), v.Type(), opts) }, newEncoder(t, false))
	}
	if t.Implements(textMarshalerType) {
		return func(e *encodeState, v reflect.Value, opts encOpts) { e.textMarshaler(v, v.Type(), opts) }
	}
	switch {
	case kind == reflect.Bool:
		return encodeBool
	case isIntKind(kind):
		return encodeInt
	case isUintKind(kind):
		return encodeUint
	case kind == reflect.Float32:
		return encodeFloat32
	case kind == reflect.Float64:
		return encodeFloat64
	case kind == reflect.String:
		if t == numberType {
			return encodeNumber
		}
		return encodeString
	}
	switch kind {
	case reflect.Interface:
		return encodeInterface
	case reflect.Struct:
		return structEncoder(t)
	case reflect.Map:
		return mapEncoder(t)
	case reflect.Slice:
		return sliceEncoder(t)
	case reflect.Array:
		return arrayEncoder(t)
	case reflect.Pointer:
		return pointerEncoder(t)
	}
	return encodeUnsupported
}

func encodeUnsupported(e *encodeState, v reflect.Value, _ encOpts) {
	fail(&UnsupportedTypeError{v.Type()})
}

func addressed(byAddr, direct encoderFunc) encoderFunc {
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.CanAddr() {
			byAddr(e, v, opts)
		} else {
			direct(e, v, opts)
		}
	}
}

func (e *encodeState) marshaler(v reflect.Value, t reflect.Type, opts encOpts) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.null()
		return
	}
	m, ok := v.Interface().(Marshaler)
	if !ok {
		e.null()
		return
	}
	b, err := m.MarshalJSON()
	if err == nil {
		if err = checkValid(b); err == nil {
			e.buf = compact(e.buf, b, opts.escapeHTML)
			return
		}
		if s, ok := err.(*SyntaxError); ok {
			s.Offset = 0
		}
	}
	fail(&MarshalerError{t, err, "MarshalJSON"})
}

func (e *encodeState) textMarshaler(v reflect.Value, t reflect.Type, opts encOpts) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.null()
		return
	}
	m, ok := v.Interface().(encoding.TextMarshaler)
	if !ok {
		e.null()
		return
	}
	b, err := m.MarshalText()
	if err != nil {
		fail(&MarshalerError{t, err, "MarshalText"})
	}
	e.buf = appendString(e.buf, string(b), opts.escapeHTML)
}

func encodeBool(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendBool(e.buf, v.Bool())
	e.quote(opts)
}

func encodeInt(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendInt(e.buf, v.Int(), 10)
	e.quote(opts)
}

func encodeUint(e *encodeState, v reflect.Value, opts encOpts) {
	e.quote(opts)
	e.buf = strconv.AppendUint(e.buf, v.Uint(), 10)
	e.quote(opts)
}

func encodeFloat32(e *encodeState, v reflect.Value, opts encOpts) { e.float(v, opts, 32) }
func encodeFloat64(e *encodeState, v reflect.Value, opts encOpts) { e.float(v, opts, 64) }

// float writes numbers as ES6 does: with an exponent only where they are very small or large.
func (e *encodeState) float(v reflect.Value, opts encOpts, bits int) {
	f := v.Float()
	if math.IsInf(f, 0) || math.IsNaN(f) {
		fail(&UnsupportedValueError{v, strconv.FormatFloat(f, 'g', -1, bits)})
	}
	e.quote(opts)
	format := byte('f')
	if abs := math.Abs(f); abs != 0 {
		if bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21) {
			format = 'e'
		}
	}
	b := strconv.AppendFloat(e.buf, f, format, -1, bits)
	if n := len(b); format == 'e' && n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' {
		b[n-2] = b[n-1] // e-09 is e-9
		b = b[:n-1]
	}
	e.buf = b
	e.quote(opts)
}

func encodeNumber(e *encodeState, v reflect.Value, opts encOpts) {
	s := v.String()
	if s == "" {
		s = "0"
	}
	if !isValidNumber(s) {
		fail(fmt.Errorf("json: invalid number literal %q", s))
	}
	e.quote(opts)
	e.buf = append(e.buf, s...)
	e.quote(opts)
}

func encodeString(e *encodeState, v reflect.Value, opts encOpts) {
	if opts.quoted {
		b := appendString(nil, v.String(), opts.escapeHTML)
		e.buf = appendString(e.buf, string(b), false)
		return
	}
	e.buf = appendString(e.buf, v.String(), opts.escapeHTML)
}

// isValidNumber reports whether s is a number of JSON's.
func isValidNumber(s string) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	s = strings.TrimPrefix(s, "-")
	if strings.HasPrefix(s, "0") {
		s = s[1:]
	} else if !digits() {
		return false
	}
	if strings.HasPrefix(s, ".") {
		s = s[1:]
		if !digits() {
			return false
		}
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if !digits() {
			return false
		}
	}
	return s == ""
}

func encodeInterface(e *encodeState, v reflect.Value, opts encOpts) {
	if v.IsNil() {
		e.null()
		return
	}
	e.value(v.Elem(), opts)
}

func structEncoder(t reflect.Type) encoderFunc {
	fields := cachedTypeFields(t)
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		next := byte('{')
	fields:
		for i := range fields.list {
			f := &fields.list[i]
			fv := v
			for _, k := range f.index {
				if fv.Kind() == reflect.Pointer {
					if fv.IsNil() {
						continue fields
					}
					fv = fv.Elem()
				}
				fv = fv.Field(k)
			}
			if f.omitEmpty && isEmpty(fv) {
				continue
			}
			if f.omitZero && (f.isZero == nil && fv.IsZero() || f.isZero != nil && f.isZero(fv)) {
				continue
			}
			e.buf = append(e.buf, next)
			next = ','
			if opts.escapeHTML {
				e.buf = append(e.buf, f.escapedName...)
			} else {
				e.buf = append(e.buf, f.quotedName...)
			}
			opts.quoted = f.quoted
			f.encoder(e, fv, opts)
		}
		if next == '{' {
			e.buf = append(e.buf, '{')
		}
		e.buf = append(e.buf, '}')
	}
}

func isEmpty(v reflect.Value) bool {
	switch k := v.Kind(); k {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Bool, reflect.Float32, reflect.Float64, reflect.Interface, reflect.Pointer:
		return v.IsZero()
	default:
		return (isIntKind(k) || isUintKind(k)) && v.IsZero()
	}
}

func mapEncoder(t reflect.Type) encoderFunc {
	kk := t.Key().Kind()
	if kk != reflect.String && !isIntKind(kk) && !isUintKind(kk) && !t.Key().Implements(textMarshalerType) {
		return encodeUnsupported
	}
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		undo := e.enter(v, func() any { return v.UnsafePointer() })
		type entry struct {
			key   string
			value reflect.Value
		}
		list := make([]entry, 0, v.Len())
		for it := v.MapRange(); it.Next(); {
			key, err := keyText(it.Key())
			if err != nil {
				fail(fmt.Errorf("json: encoding error for type %q: %q", v.Type().String(), err.Error()))
			}
			list = append(list, entry{key, it.Value()})
		}
		slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.key, b.key) })
		e.buf = append(e.buf, '{')
		for i, x := range list {
			if i > 0 {
				e.buf = append(e.buf, ',')
			}
			e.buf = append(appendString(e.buf, x.key, opts.escapeHTML), ':')
			elem(e, x.value, opts)
		}
		e.buf = append(e.buf, '}')
		e.leave(undo)
	}
}

// keyText returns a map's key as a string.
func keyText(k reflect.Value) (string, error) {
	kind := k.Kind()
	if kind == reflect.String {
		return k.String(), nil
	}
	if tm, ok := k.Interface().(encoding.TextMarshaler); ok {
		if kind == reflect.Pointer && k.IsNil() {
			return "", nil
		}
		b, err := tm.MarshalText()
		return string(b), err
	}
	if isIntKind(kind) {
		return strconv.FormatInt(k.Int(), 10), nil
	}
	return strconv.FormatUint(k.Uint(), 10), nil
}

func sliceEncoder(t reflect.Type) encoderFunc {
	if t.Elem().Kind() == reflect.Uint8 {
		p := reflect.PointerTo(t.Elem())
		if !p.Implements(marshalerType) && !p.Implements(textMarshalerType) {
			return encodeBytes
		}
	}
	array := arrayEncoder(t)
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		undo := e.enter(v, func() any {
			return struct {
				p unsafe.Pointer
				n int
			}{v.UnsafePointer(), v.Len()}
		})
		array(e, v, opts)
		e.leave(undo)
	}
}

func encodeBytes(e *encodeState, v reflect.Value, _ encOpts) {
	if v.IsNil() {
		e.null()
		return
	}
	e.buf = append(e.buf, '"')
	e.buf = base64.StdEncoding.AppendEncode(e.buf, v.Bytes())
	e.buf = append(e.buf, '"')
}

func arrayEncoder(t reflect.Type) encoderFunc {
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		e.buf = append(e.buf, '[')
		for i, n := 0, v.Len(); i < n; i++ {
			if i > 0 {
				e.buf = append(e.buf, ',')
			}
			elem(e, v.Index(i), opts)
		}
		e.buf = append(e.buf, ']')
	}
}

func pointerEncoder(t reflect.Type) encoderFunc {
	elem := typeEncoder(t.Elem())
	return func(e *encodeState, v reflect.Value, opts encOpts) {
		if v.IsNil() {
			e.null()
			return
		}
		undo := e.enter(v, func() any { return v.Interface() })
		elem(e, v.Elem(), opts)
		e.leave(undo)
	}
}

// field is a struct's field as JSON has it; it may be one of an embedded struct.
type field struct {
	name        string
	quotedName  string // `"name":`
	escapedName string // the same, escaped for HTML
	tagged      bool
	index       []int
	typ         reflect.Type
	omitEmpty   bool
	omitZero    bool
	isZero      func(reflect.Value) bool
	quoted      bool
	encoder     encoderFunc
}

type structFields struct {
	list         []field
	byExactName  map[string]*field
	byFoldedName map[string]*field
}

var fieldCache sync.Map // reflect.Type → *structFields

func cachedTypeFields(t reflect.Type) *structFields {
	if f, ok := fieldCache.Load(t); ok {
		return f.(*structFields)
	}
	f, _ := fieldCache.LoadOrStore(t, typeFields(t))
	return f.(*structFields)
}

func validName(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return s != ""
}

type zeroer interface{ IsZero() bool }

var zeroerType = reflect.TypeFor[zeroer]()

// zeroTest returns how a field's type says that it is zero; nil: by its bits.
func zeroTest(t reflect.Type) func(reflect.Value) bool {
	switch {
	case t.Kind() == reflect.Interface && t.Implements(zeroerType):
		return func(v reflect.Value) bool {
			return v.IsNil() || (v.Elem().Kind() == reflect.Pointer && v.Elem().IsNil()) || v.Interface().(zeroer).IsZero()
		}
	case t.Kind() == reflect.Pointer && t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.IsNil() || v.Interface().(zeroer).IsZero() }
	case t.Implements(zeroerType):
		return func(v reflect.Value) bool { return v.Interface().(zeroer).IsZero() }
	case reflect.PointerTo(t).Implements(zeroerType):
		return func(v reflect.Value) bool {
			if !v.CanAddr() {
				c := reflect.New(v.Type()).Elem()
				c.Set(v)
				v = c
			}
			return v.Addr().Interface().(zeroer).IsZero()
		}
	}
	return nil
}

// typeFields lists the fields of a struct, and by Go's rules those of embedded structs, level by level.
func typeFields(t reflect.Type) *structFields {
	type level struct {
		index []int
		typ   reflect.Type
	}
	var fields []field
	next := []level{{typ: t}}
	var count, nextCount map[reflect.Type]int
	visited := map[reflect.Type]bool{}
	for len(next) > 0 {
		current := next
		next = nil
		count, nextCount = nextCount, map[reflect.Type]int{}
		for _, l := range current {
			if visited[l.typ] {
				continue
			}
			visited[l.typ] = true
			for i := range l.typ.NumField() {
				sf := l.typ.Field(i)
				if sf.Anonymous {
					et := sf.Type
					if et.Kind() == reflect.Pointer {
						et = et.Elem()
					}
					if !sf.IsExported() && et.Kind() != reflect.Struct {
						continue
					}
				} else if !sf.IsExported() {
					continue
				}
				tag := sf.Tag.Get("json")
				if tag == "-" {
					continue
				}
				name, options, _ := strings.Cut(tag, ",")
				if !validName(name) {
					name = ""
				}
				ft := sf.Type
				if ft.Name() == "" && ft.Kind() == reflect.Pointer {
					ft = ft.Elem()
				}
				index := append(l.index[:len(l.index):len(l.index)], i)
				if name == "" && sf.Anonymous && ft.Kind() == reflect.Struct {
					if nextCount[ft]++; nextCount[ft] == 1 {
						next = append(next, level{index, ft})
					}
					continue
				}
				f := field{name: name, tagged: name != "", index: index, typ: ft}
				if name == "" {
					f.name = sf.Name
				}
				for option := range strings.SplitSeq(options, ",") {
					switch option {
					case "omitempty":
						f.omitEmpty = true
					case "omitzero":
						f.omitZero = true
						f.isZero = zeroTest(sf.Type)
					case "string":
						k := ft.Kind()
						f.quoted = isIntKind(k) || isUintKind(k) || k == reflect.Bool || k == reflect.Float32 || k == reflect.Float64 || k == reflect.String
					}
				}
				f.quotedName = `"` + f.name + `":`
				f.escapedName = `"` + string(appendHTMLEscape(nil, []byte(f.name))) + `":`
				fields = append(fields, f)
				if count[l.typ] > 1 {
					fields = append(fields, f) // the type is embedded more than once: its fields hide one another
				}
			}
		}
	}
	slices.SortFunc(fields, func(a, b field) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		if c := cmp.Compare(len(a.index), len(b.index)); c != 0 {
			return c
		}
		if a.tagged != b.tagged {
			if a.tagged {
				return -1
			}
			return 1
		}
		return slices.Compare(a.index, b.index)
	})
	// Of fields with one name the first wins, unless the second is as good.
	kept := fields[:0]
	for i := 0; i < len(fields); {
		j := i + 1
		for j < len(fields) && fields[j].name == fields[i].name {
			j++
		}
		if j == i+1 || len(fields[i].index) != len(fields[i+1].index) || fields[i].tagged != fields[i+1].tagged {
			kept = append(kept, fields[i])
		}
		i = j
	}
	slices.SortFunc(kept, func(a, b field) int { return slices.Compare(a.index, b.index) })
	s := &structFields{list: kept, byExactName: make(map[string]*field, len(kept)), byFoldedName: make(map[string]*field, len(kept))}
	for i := range kept {
		f := &kept[i]
		ft := t
		for _, k := range f.index {
			if ft.Kind() == reflect.Pointer {
				ft = ft.Elem()
			}
			ft = ft.Field(k).Type
		}
		f.encoder = typeEncoder(ft)
		s.byExactName[f.name] = f
		if folded := foldName(f.name); s.byFoldedName[folded] == nil {
			s.byFoldedName[folded] = f
		}
	}
	return s
}

// HTMLEscape appends src, valid JSON, with <, >, &, U+2028 and U+2029 in strings escaped.
func HTMLEscape(dst *bytes.Buffer, src []byte) { dst.Write(appendHTMLEscape(nil, src)) }

// Compact appends src without space that means nothing.
func Compact(dst *bytes.Buffer, src []byte) error {
	if err := checkValid(src); err != nil {
		if s, ok := err.(*SyntaxError); ok {
			s.Offset = 0
		}
		return err
	}
	dst.Write(compact(nil, src, false))
	return nil
}

// Indent appends src with fresh lines that begin with prefix and an indent for each level.
func Indent(dst *bytes.Buffer, src []byte, prefix, indent string) error {
	if err := checkValid(src); err != nil {
		return err
	}
	dst.Write(indented(nil, src, prefix, indent))
	return nil
}
