// Package gob writes values as streams that describe themselves, and reads them into values of types that need not be quite the same.
package gob

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"unicode"
	"unicode/utf8"
)

// This file has types: what a stream says of them, and how they are numbered.

// GobEncoder writes itself.
type GobEncoder interface {
	GobEncode() ([]byte, error)
}

// GobDecoder reads what GobEncode wrote. It must copy what it wants to keep.
type GobDecoder interface {
	GobDecode([]byte) error
}

// failure is a panic with an error, up to Encode or Decode.
type failure struct{ err error }

func fail(err error) { panic(failure{err}) }

func failf(format string, args ...any) { fail(fmt.Errorf("gob: "+format, args...)) }

// catch stores the error of a failure.
func catch(err *error) {
	switch e := recover().(type) {
	case nil:
	case failure:
		*err = e.err
	default:
		panic(e)
	}
}

// method is a pair of methods by which a type writes and reads itself.
type method int

const (
	noMethod method = iota
	gobMethod
	binaryMethod
)

// localType is a type of the program.
type localType struct {
	user  reflect.Type
	base  reflect.Type // behind the pointers
	depth int          // pointers
	// How it writes and reads itself, and how many pointers are followed for that; -1: the address is taken.
	enc, dec           method
	encDepth, decDepth int
}

var (
	localTypes      sync.Map // *localType by reflect.Type
	encoderType     = reflect.TypeFor[GobEncoder]()
	decoderType     = reflect.TypeFor[GobDecoder]()
	marshalerType   = reflect.TypeFor[encoding.BinaryMarshaler]()
	unmarshalerType = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

func localOf(t reflect.Type) (*localType, error) {
	if l, ok := localTypes.Load(t); ok {
		return l.(*localType), nil
	}
	l := &localType{user: t, base: t}
	slow := t // walks half as fast
	for l.base.Kind() == reflect.Pointer {
		if l.base = l.base.Elem(); l.base == slow {
			return nil, errors.New("can't represent recursive pointer type " + l.base.String())
		}
		if l.depth%2 == 0 {
			slow = slow.Elem()
		}
		l.depth++
	}
	find := func(byGob, byBinary reflect.Type) (method, int) {
		if ok, depth := implements(t, byGob); ok {
			return gobMethod, depth
		}
		if ok, depth := implements(t, byBinary); ok {
			return binaryMethod, depth
		}
		return noMethod, 0
	}
	l.enc, l.encDepth = find(encoderType, marshalerType)
	l.dec, l.decDepth = find(decoderType, unmarshalerType)
	stored, _ := localTypes.LoadOrStore(t, l)
	return stored.(*localType), nil
}

// local is localOf within Encode and Decode.
func local(t reflect.Type) *localType {
	l, err := localOf(t)
	if err != nil {
		fail(err)
	}
	return l
}

// implements reports whether t, what it points to, or a pointer to it implements an interface; see localType.
func implements(t, iface reflect.Type) (ok bool, depth int) {
	for e := t; ; e = e.Elem() {
		if e.Implements(iface) {
			return true, depth
		}
		if e.Kind() != reflect.Pointer || depth == 100 {
			break
		}
		depth++
	}
	if t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(iface) {
		return true, -1
	}
	return false, 0
}

// typeId is the number of a type in streams. Those below firstUser are the same in all.
type typeId int32

const firstUser = 64

const (
	idBool typeId = iota + 1
	idInt
	idUint
	idFloat
	idBytes
	idString
	idComplex
	idInterface
	idWireType = 16
)

// CommonType is what descriptions of types have in common. Programs have no use for it.
type CommonType struct {
	Name string
	Id   typeId
}

func (c *CommonType) common() *CommonType { return c }

// wire is a description of a type.
type wire interface{ common() *CommonType }

// These are written as they stand here, names of fields included.
type (
	arrayType struct {
		CommonType
		Elem typeId
		Len  int
	}
	sliceType struct {
		CommonType
		Elem typeId
	}
	structType struct {
		CommonType
		Field []fieldType
	}
	fieldType struct {
		Name string
		Id   typeId
	}
	mapType struct {
		CommonType
		Key  typeId
		Elem typeId
	}
	gobEncoderType struct {
		CommonType
	}
	// wireType has one field that is not nil.
	wireType struct {
		ArrayT           *arrayType
		SliceT           *sliceType
		StructT          *structType
		MapT             *mapType
		GobEncoderT      *gobEncoderType
		BinaryMarshalerT *gobEncoderType
		TextMarshalerT   *gobEncoderType
	}
)

func (w *wireType) name() string {
	switch {
	case w == nil:
	case w.ArrayT != nil:
		return w.ArrayT.Name
	case w.SliceT != nil:
		return w.SliceT.Name
	case w.StructT != nil:
		return w.StructT.Name
	case w.MapT != nil:
		return w.MapT.Name
	case w.GobEncoderT != nil:
		return w.GobEncoderT.Name
	case w.BinaryMarshalerT != nil:
		return w.BinaryMarshalerT.Name
	case w.TextMarshalerT != nil:
		return w.TextMarshalerT.Name
	}
	return "unknown type"
}

// universe is the types of this process that have numbers.
var universe struct {
	sync.Mutex
	types map[reflect.Type]wire
	byId  []wire // builtins, a gap up to firstUser, and the others
	infos map[reflect.Type]*wireInfo
}

// wireInfo is the description of a type that is sent.
type wireInfo struct {
	id   typeId
	wire wireType
}

// boot makes the universe, locked.
func boot() {
	u := &universe
	if u.types != nil {
		return
	}
	u.types = make(map[reflect.Type]wire)
	u.infos = make(map[reflect.Type]*wireInfo)
	u.byId = make([]wire, 1, firstUser+16)
	for _, b := range []struct {
		name string
		t    reflect.Type
	}{
		{"bool", reflect.TypeFor[bool]()}, {"int", reflect.TypeFor[int]()}, {"uint", reflect.TypeFor[uint]()},
		{"float", reflect.TypeFor[float64]()}, {"bytes", reflect.TypeFor[[]byte]()}, {"string", reflect.TypeFor[string]()},
		{"complex", reflect.TypeFor[complex128]()}, {"interface", reflect.TypeFor[any]()},
	} {
		c := &CommonType{Name: b.name}
		u.types[b.t] = c
		number(c)
	}
	for len(u.byId) < idWireType {
		number(&CommonType{Name: "_reserved1"})
	}
	if _, err := typeOf("wireType", reflect.TypeFor[wireType]()); err != nil {
		panic(err)
	}
	for len(u.byId) < firstUser {
		u.byId = append(u.byId, nil)
	}
}

func number(w wire) {
	if c := w.common(); c.Id == 0 {
		c.Id = typeId(len(universe.byId))
		universe.byId = append(universe.byId, w)
	}
}

// byId returns a type of this process, or nil. The universe is locked.
func byId(id typeId) wire {
	if id < 0 || int(id) >= len(universe.byId) {
		return nil
	}
	return universe.byId[id]
}

// builtin returns a type that is the same in all streams, or nil.
func builtin(id typeId) wire {
	universe.Lock()
	defer universe.Unlock()
	boot()
	if id >= firstUser {
		return nil
	}
	return byId(id)
}

// typeOf returns the description of what is behind t's pointers. The universe is locked.
func typeOf(name string, t reflect.Type) (wire, error) {
	l, err := localOf(t)
	if err != nil {
		return nil, err
	}
	return describe(name, l, l.base)
}

func describe(name string, l *localType, t reflect.Type) (w wire, err error) {
	u := &universe
	if w := u.types[t]; w != nil {
		return w, nil
	}
	if l.enc != noMethod {
		w = &gobEncoderType{CommonType{Name: name}}
		number(w)
		u.types[t] = w
		return w, nil
	}
	defer func() {
		if err != nil {
			delete(u.types, t)
		} else {
			u.types[t] = w
		}
	}()
	switch t.Kind() {
	case reflect.Bool:
		return byId(idBool), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return byId(idInt), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return byId(idUint), nil
	case reflect.Float32, reflect.Float64:
		return byId(idFloat), nil
	case reflect.Complex64, reflect.Complex128:
		return byId(idComplex), nil
	case reflect.String:
		return byId(idString), nil
	case reflect.Interface:
		return byId(idInterface), nil
	case reflect.Array:
		a := &arrayType{CommonType: CommonType{Name: name}, Len: t.Len()}
		u.types[t] = a // it may contain itself
		elem, err := typeOf("", t.Elem())
		if err != nil {
			return nil, err
		}
		number(a)
		a.Elem = elem.common().Id
		return a, nil
	case reflect.Map:
		m := &mapType{CommonType: CommonType{Name: name}}
		u.types[t] = m
		key, err := typeOf("", t.Key())
		if err != nil {
			return nil, err
		}
		elem, err := typeOf("", t.Elem())
		if err != nil {
			return nil, err
		}
		number(m)
		m.Key, m.Elem = key.common().Id, elem.common().Id
		return m, nil
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return byId(idBytes), nil
		}
		s := &sliceType{CommonType: CommonType{Name: name}}
		u.types[t] = s
		elem, err := typeOf(t.Elem().Name(), t.Elem())
		if err != nil {
			return nil, err
		}
		number(s)
		number(elem)
		s.Elem = elem.common().Id
		return s, nil
	case reflect.Struct:
		s := &structType{CommonType: CommonType{Name: name}}
		number(s)
		u.types[t] = s
		for i := range t.NumField() {
			f := t.Field(i)
			if !isSent(&f) {
				continue
			}
			fl, err := localOf(f.Type)
			if err != nil {
				return nil, err
			}
			fieldName := fl.base.Name()
			if fieldName == "" {
				fieldName = fl.base.String()
			}
			ft, err := typeOf(fieldName, f.Type)
			if err != nil {
				return nil, err
			}
			number(ft)
			s.Field = append(s.Field, fieldType{f.Name, ft.common().Id})
		}
		return s, nil
	}
	return nil, errors.New("gob NewTypeObject can't handle type: " + t.String())
}

func isExported(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// isSent reports whether a field is written: channels and functions are not.
func isSent(f *reflect.StructField) bool {
	if !isExported(f.Name) {
		return false
	}
	t := f.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() != reflect.Chan && t.Kind() != reflect.Func
}

// infoOf returns what is sent to describe a type.
func infoOf(l *localType) (*wireInfo, error) {
	t := l.base
	if l.enc != noMethod {
		t = l.user
	}
	u := &universe
	u.Lock()
	defer u.Unlock()
	boot()
	if info := u.infos[t]; info != nil {
		return info, nil
	}
	w, err := typeOf(t.Name(), t)
	if err != nil {
		return nil, err
	}
	info := &wireInfo{id: w.common().Id}
	if l.enc != noMethod {
		if w, err = describe(t.Name(), l, t); err != nil {
			return nil, err
		}
		if g := byId(w.common().Id).(*gobEncoderType); l.enc == gobMethod {
			info.wire.GobEncoderT = g
		} else {
			info.wire.BinaryMarshalerT = g
		}
	} else {
		switch w := byId(info.id).(type) {
		case *arrayType:
			info.wire.ArrayT = w
		case *mapType:
			info.wire.MapT = w
		case *sliceType:
			info.wire.SliceT = w
		case *structType:
			info.wire.StructT = w
		}
	}
	u.infos[t] = info
	return info, nil
}

// describeId returns a type of this process for messages, structs with their fields the first time. The universe is locked.
func describeId(id typeId, seen map[typeId]bool) string {
	w := byId(id)
	if w == nil {
		return "<nil>"
	}
	if seen[id] {
		return w.common().Name
	}
	switch w := w.(type) {
	case *arrayType:
		seen[id] = true
		return fmt.Sprintf("[%d]%s", w.Len, describeId(w.Elem, seen))
	case *mapType:
		seen[id] = true
		return "map[" + describeId(w.Key, seen) + "]" + describeId(w.Elem, seen)
	case *sliceType:
		seen[id] = true
		return "[]" + describeId(w.Elem, seen)
	case *structType:
		seen[id] = true
		s := w.Name + " = struct { "
		for _, f := range w.Field {
			s += f.Name + " " + describeId(f.Id, seen) + "; "
		}
		return s + "}"
	}
	return w.common().Name
}

// registry is the types that may be in interfaces.
var registry struct {
	sync.Mutex
	types map[string]reflect.Type
	names map[reflect.Type]string // of what is behind pointers
}

// basics are the types that need not be registered.
func basics() []any {
	return []any{0, int8(0), int16(0), int32(0), int64(0), uint(0), uint8(0), uint16(0), uint32(0), uint64(0), float32(0), 0.0,
		complex64(0), complex128(0), uintptr(0), false, "", []byte(nil), []int(nil), []int8(nil), []int16(nil), []int32(nil), []int64(nil),
		[]uint(nil), []uint16(nil), []uint32(nil), []uint64(nil), []float32(nil), []float64(nil), []complex64(nil),
		[]complex128(nil), []uintptr(nil), []bool(nil), []string(nil)}
}

// lockRegistry locks the registry, and unlocks it when its result is called.
func lockRegistry() func() {
	r := &registry
	r.Lock()
	if r.types == nil {
		r.types = make(map[string]reflect.Type)
		r.names = make(map[reflect.Type]string)
		for _, v := range basics() {
			t := reflect.TypeOf(v)
			r.types[t.String()] = t
			r.names[t] = t.String()
		}
	}
	return r.Unlock
}

// RegisterName registers the type of value by a name, so that interfaces can hold such values. It panics if the type or name is taken.
func RegisterName(name string, value any) {
	if name == "" {
		panic("attempt to register empty name")
	}
	t := reflect.TypeOf(value)
	l := local(t)
	defer lockRegistry()()
	r := &registry
	if old, ok := r.types[name]; ok && old != t {
		panic(fmt.Sprintf("gob: registering duplicate types for %q: %s != %s", name, old, t))
	}
	if old, ok := r.names[l.base]; ok && old != name {
		panic(fmt.Sprintf("gob: registering duplicate names for %s: %q != %q", t, old, name))
	}
	r.types[name] = t
	r.names[l.base] = name
}

// Register registers the type of value by its own name, with the whole path of its package.
func Register(value any) {
	t := reflect.TypeOf(value)
	name := t.String()
	star := ""
	if t.Name() == "" && t.Kind() == reflect.Pointer {
		star = "*"
		t = t.Elem()
	}
	if t.Name() != "" {
		name = star + t.Name()
		if t.PkgPath() != "" {
			name = star + t.PkgPath() + "." + t.Name()
		}
	}
	RegisterName(name, value)
}
