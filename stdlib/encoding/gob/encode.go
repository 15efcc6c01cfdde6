package gob

import (
	"encoding"
	"errors"
	"io"
	"math"
	"math/bits"
	"reflect"
	"sync"
)

// This file writes values.

// Messages must be smaller.
const tooBig = 8 << 30

// Encoder writes values, and before the first of a type its description. Several goroutines may use it.
type Encoder struct {
	mu   sync.Mutex
	out  []io.Writer // the innermost last: the stream, then interfaces in each other
	sent map[reflect.Type]typeId
	err  error
}

// NewEncoder returns an Encoder to w.
func NewEncoder(w io.Writer) *Encoder {
	return &Encoder{out: []io.Writer{w}, sent: make(map[reflect.Type]typeId)}
}

// Encode writes e. It panics if that is a nil pointer.
func (enc *Encoder) Encode(e any) error { return enc.EncodeValue(reflect.ValueOf(e)) }

// EncodeValue writes a value. It panics if that is a nil pointer.
func (enc *Encoder) EncodeValue(value reflect.Value) error {
	if !value.IsValid() {
		return errors.New("gob: cannot encode nil value")
	}
	if value.Kind() == reflect.Pointer && value.IsNil() {
		panic("gob: cannot encode nil pointer of type " + value.Type().String())
	}
	enc.mu.Lock()
	defer enc.mu.Unlock()
	enc.out = enc.out[:1]
	l, err := localOf(value.Type())
	if err != nil {
		return err
	}
	enc.err = nil
	b := new(buffer)
	enc.describe(b, l)
	b.int(int64(enc.sent[l.base]))
	if enc.err != nil {
		return enc.err
	}
	if enc.value(b, value, l); enc.err == nil {
		enc.message(enc.out[0], b)
	}
	return enc.err
}

// buffer is a message being written, or a part of it.
type buffer struct{ data []byte }

func (b *buffer) Write(p []byte) (int, error) {
	b.data = append(b.data, p...)
	return len(p), nil
}

func (b *buffer) uint(x uint64) {
	if x <= 0x7f {
		b.data = append(b.data, byte(x))
		return
	}
	n := 8 - bits.LeadingZeros64(x)/8
	b.data = append(b.data, byte(-n))
	for n--; n >= 0; n-- {
		b.data = append(b.data, byte(x>>(8*n)))
	}
}

func (b *buffer) int(i int64) {
	if i < 0 {
		b.uint(uint64(^i<<1) | 1)
	} else {
		b.uint(uint64(i << 1))
	}
}

func (b *buffer) float(f float64) { b.uint(bits.ReverseBytes64(math.Float64bits(f))) }

func (b *buffer) string(s string) {
	b.uint(uint64(len(s)))
	b.data = append(b.data, s...)
}

// message writes b with its length before it, and empties it.
func (enc *Encoder) message(w io.Writer, b *buffer) {
	if len(b.data) >= tooBig {
		enc.setError(errors.New("gob: encoder: message too big"))
		return
	}
	whole := new(buffer)
	whole.uint(uint64(len(b.data)))
	whole.data = append(whole.data, b.data...)
	b.data = b.data[:0]
	if _, err := w.Write(whole.data); err != nil {
		enc.setError(err)
	}
}

func (enc *Encoder) setError(err error) {
	if enc.err == nil {
		enc.err = err
	}
}

// describe sends the description of a type, unless that has been done.
func (enc *Encoder) describe(b *buffer, l *localType) {
	t := l.base
	if l.enc != noMethod {
		t = l.user
	}
	if _, ok := enc.sent[t]; ok {
		return
	}
	if enc.sendType(b, t) || enc.err != nil {
		return
	}
	// A type that all know.
	info, err := infoOf(l)
	if err != nil {
		enc.setError(err)
		return
	}
	enc.sent[t] = info.id
}

// sendType sends the description of a type that has one, and those of its parts. It reports whether it sent one now.
func (enc *Encoder) sendType(b *buffer, t reflect.Type) bool {
	l := local(t)
	base := l.base
	if l.enc == noMethod {
		switch base.Kind() {
		case reflect.Slice:
			if base.Elem().Kind() == reflect.Uint8 {
				return false
			}
		case reflect.Array, reflect.Map, reflect.Struct:
		default:
			return false
		}
	}
	if _, ok := enc.sent[base]; ok {
		return false
	}
	info, err := infoOf(l)
	if err != nil {
		enc.setError(err)
		return false
	}
	b.int(-int64(info.id))
	enc.value(b, reflect.ValueOf(info.wire), local(reflect.TypeFor[wireType]()))
	enc.message(enc.out[len(enc.out)-1], b)
	if enc.err != nil {
		return false
	}
	enc.sent[base] = info.id
	enc.sent[l.user] = info.id
	switch base.Kind() {
	case reflect.Struct:
		for i := range base.NumField() {
			if f := base.Field(i); isExported(f.Name) {
				enc.sendType(b, f.Type)
			}
		}
	case reflect.Array, reflect.Slice:
		enc.sendType(b, base.Elem())
	case reflect.Map:
		enc.sendType(b, base.Key())
		enc.sendType(b, base.Elem())
	}
	return true
}

// value writes a value after the number of its type. An error is set.
func (enc *Encoder) value(b *buffer, v reflect.Value, l *localType) {
	defer catch(&enc.err)
	if _, err := infoOf(l); err != nil {
		fail(err)
	}
	checkEncodable(l.user, make(map[reflect.Type]bool))
	depth := l.depth
	if l.enc != noMethod {
		depth = l.encDepth
	}
	v = follow(v, depth)
	if !isThere(v) {
		return
	}
	if l.enc == noMethod && v.Kind() == reflect.Struct {
		enc.structure(b, v)
		return
	}
	s := &sequence{b: b, zero: true}
	enc.part(s, 0, v, l)
}

// encodable is the types that checkEncodable has seen.
var encodable sync.Map

// checkEncodable fails if a struct type that t consists of has fields, and none that is exported.
func checkEncodable(t reflect.Type, seen map[reflect.Type]bool) {
	if _, ok := encodable.Load(t); ok || seen[t] {
		return
	}
	seen[t] = true
	l := local(t)
	if l.enc == noMethod {
		switch b := l.base; b.Kind() {
		case reflect.Slice, reflect.Array:
			checkEncodable(b.Elem(), seen)
		case reflect.Map:
			checkEncodable(b.Key(), seen)
			checkEncodable(b.Elem(), seen)
		case reflect.Struct:
			sent := 0
			for i := range b.NumField() {
				if f := b.Field(i); isSent(&f) {
					checkEncodable(f.Type, seen)
					sent++
				}
			}
			if b.NumField() > 0 && sent == 0 {
				failf("type %s has no exported fields", b)
			}
		case reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Invalid:
			failf("can't happen: encode type %s", t)
		}
	}
	encodable.Store(t, true)
}

// follow follows pointers, up to a nil one.
func follow(v reflect.Value, depth int) reflect.Value {
	for ; depth > 0 && !(v.Kind() == reflect.Pointer && v.IsNil()); depth-- {
		v = v.Elem()
	}
	return v
}

func isThere(v reflect.Value) bool {
	return v.IsValid() && (v.Kind() != reflect.Pointer || !v.IsNil())
}

// sequence is values that follow each other: fields of a struct, or elements.
type sequence struct {
	b    *buffer
	zero bool // zero values are written too
	last int  // the number of the last field
}

// noField is the number of elements, which have none.
const noField = -1

func (s *sequence) field(number int) {
	if number != noField {
		s.b.uint(uint64(number - s.last))
		s.last = number
	}
}

// indirect returns what is written of a part: what its pointers lead to. It may not be there.
func indirect(v reflect.Value, l *localType) reflect.Value {
	if l.enc != noMethod {
		return follow(v, l.encDepth)
	}
	return follow(v, l.depth)
}

func (enc *Encoder) structure(b *buffer, v reflect.Value) {
	s := &sequence{b: b, last: -1}
	t := v.Type()
	number := 0
	for i := range t.NumField() {
		f := t.Field(i)
		if !isSent(&f) {
			continue
		}
		l := local(f.Type)
		if e := indirect(v.Field(i), l); isThere(e) || l.enc != noMethod && l.encDepth <= 0 || l.enc == noMethod && l.depth == 0 {
			enc.part(s, number, e, l)
		}
		number++
	}
	b.uint(0)
}

// part writes a value, which is what indirect returned.
func (enc *Encoder) part(s *sequence, field int, v reflect.Value, l *localType) {
	if l.enc != noMethod {
		enc.own(s, field, v, l)
		return
	}
	b := s.b
	switch k := v.Kind(); k {
	case reflect.Bool:
		if x := v.Bool(); x || s.zero {
			s.field(field)
			if x {
				b.uint(1)
			} else {
				b.uint(0)
			}
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if x := v.Int(); x != 0 || s.zero {
			s.field(field)
			b.int(x)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if x := v.Uint(); x != 0 || s.zero {
			s.field(field)
			b.uint(x)
		}
	case reflect.Float32, reflect.Float64:
		if x := v.Float(); x != 0 || s.zero {
			s.field(field)
			b.float(x)
		}
	case reflect.Complex64, reflect.Complex128:
		if x := v.Complex(); x != 0 || s.zero {
			s.field(field)
			b.float(real(x))
			b.float(imag(x))
		}
	case reflect.String:
		if x := v.String(); x != "" || s.zero {
			s.field(field)
			b.string(x)
		}
	case reflect.Slice:
		if v.Len() == 0 && !s.zero {
			return
		}
		s.field(field)
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b.uint(uint64(v.Len()))
			b.Write(v.Bytes())
			return
		}
		enc.elements(b, v)
	case reflect.Array:
		s.field(field)
		enc.elements(b, v)
	case reflect.Map:
		if v.IsNil() && !s.zero {
			return
		}
		s.field(field)
		b.uint(uint64(v.Len()))
		key, elem := local(v.Type().Key()), local(v.Type().Elem())
		e := &sequence{b: b, zero: true, last: -1}
		for it := v.MapRange(); it.Next(); {
			enc.entry(e, it.Key(), key)
			enc.entry(e, it.Value(), elem)
		}
	case reflect.Struct:
		s.field(field)
		enc.structure(b, v)
	case reflect.Interface:
		if v.IsNil() && !s.zero {
			return
		}
		s.field(field)
		enc.iface(b, v)
	default:
		failf("can't happen: encode type %s", v.Type())
	}
}

// entry writes a key or an element of a map.
func (enc *Encoder) entry(s *sequence, v reflect.Value, l *localType) {
	e := indirect(v, l)
	if !isThere(e) && (l.depth > 0 || l.encDepth > 0) {
		failf("encodeReflectValue: nil element")
	}
	enc.part(s, noField, e, l)
}

func (enc *Encoder) elements(b *buffer, v reflect.Value) {
	l := local(v.Type().Elem())
	b.uint(uint64(v.Len()))
	s := &sequence{b: b, zero: true, last: -1}
	pointers := l.depth > 0 && l.enc == noMethod || l.encDepth > 0
	for i := range v.Len() {
		e := indirect(v.Index(i), l)
		if pointers && !isThere(e) {
			failf("encodeArray: nil element")
		}
		enc.part(s, noField, e, l)
	}
}

// iface writes what is in an interface: the name of its type, the number, and a message with the value.
func (enc *Encoder) iface(b *buffer, v reflect.Value) {
	if v.IsNil() {
		b.uint(0)
		return
	}
	elem := v.Elem()
	if elem.Kind() == reflect.Pointer && elem.IsNil() {
		failf("gob: cannot encode nil pointer of type %s inside interface", elem.Type())
	}
	l := local(elem.Type())
	unlock := lockRegistry()
	name, ok := registry.names[l.base]
	unlock()
	if !ok {
		failf("type not registered for interface: %s", l.base)
	}
	b.string(name)
	enc.describe(b, l)
	if enc.err != nil {
		fail(enc.err)
	}
	b.int(int64(enc.sent[l.base]))
	enc.out = append(enc.out, b)
	inner := new(buffer)
	if enc.value(inner, elem, l); enc.err != nil {
		fail(enc.err)
	}
	enc.out = enc.out[:len(enc.out)-1]
	if enc.message(b, inner); enc.err != nil {
		fail(enc.err)
	}
}

// own writes a value that writes itself.
func (enc *Encoder) own(s *sequence, field int, v reflect.Value, l *localType) {
	if l.encDepth == -1 {
		if !v.CanAddr() {
			failf("unaddressable value of type %s", reflect.PointerTo(l.user))
		}
		v = v.Addr()
	}
	if !s.zero && v.IsZero() {
		return
	}
	s.field(field)
	var data []byte
	var err error
	if l.enc == gobMethod {
		data, err = v.Interface().(GobEncoder).GobEncode()
	} else {
		data, err = v.Interface().(encoding.BinaryMarshaler).MarshalBinary()
	}
	if err != nil {
		fail(err)
	}
	s.b.string(string(data))
}
