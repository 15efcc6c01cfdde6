package reflect

import (
	"errors"
	"internal/rt"
	"runtime"
	"unsafe"
)

type flag uintptr

// The low five bits of a flag hold the kind; from flagMethodShift on, the number of a method.
const (
	flagKindMask    flag = 1<<5 - 1
	flagStickyRO    flag = 1 << 5 // reached through an unexported field that is not embedded
	flagEmbedRO     flag = 1 << 6 // reached through an unexported embedded field
	flagIndir       flag = 1 << 7 // ptr points to the value
	flagAddr        flag = 1 << 8 // addressable
	flagMethod      flag = 1 << 9 // a method value
	flagMethodShift      = 10
	flagRO          flag = flagStickyRO | flagEmbedRO
)

// Value is a Go value. The zero Value stands for no value at all.
type Value struct {
	// The type; of a method value that of the receiver.
	typ *rt.Type
	// The value itself if it is pointer-shaped and flagIndir is not set; else the address of the value.
	ptr unsafe.Pointer
	flag
}

func (f flag) kind() Kind { return Kind(f & flagKindMask) }

func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// A ValueError says that a method was called on a Value of a kind that does not have it.
type ValueError struct {
	Method string
	Kind   Kind
}

// Error returns the message.
func (e *ValueError) Error() string {
	if e.Kind == 0 {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

// valueMethodName returns the exported method of Value that is being called.
func valueMethodName() string {
	var pc [8]uintptr
	n := runtime.Callers(1, pc[:])
	frames := runtime.CallersFrames(pc[:n])
	for more := n > 0; more; {
		const prefix = "reflect.Value."
		var frame runtime.Frame
		frame, more = frames.Next()
		if name := frame.Function; len(name) > len(prefix) && name[:len(prefix)] == prefix {
			if c := name[len(prefix)]; 'A' <= c && c <= 'Z' {
				return name
			}
		}
	}
	return "unknown method"
}

func (f flag) mustBe(expected Kind) {
	if f.kind() != expected {
		panic(&ValueError{valueMethodName(), f.kind()})
	}
}

func (f flag) mustBeExported() {
	if f == 0 || f&flagRO != 0 {
		f.notExported()
	}
}

func (f flag) notExported() {
	if f == 0 {
		panic(&ValueError{valueMethodName(), Invalid})
	}
	panic("reflect: " + valueMethodName() + " using value obtained using unexported field")
}

func (f flag) mustBeAssignable() {
	if f&flagRO != 0 || f&flagAddr == 0 {
		if f == 0 || f&flagRO != 0 {
			f.notExported()
		}
		panic("reflect: " + valueMethodName() + " using unaddressable value")
	}
}

func badKind(method string, k Kind) { panic(&ValueError{"reflect.Value." + method, k}) }

func unsafeNew(t *rt.Type) unsafe.Pointer
func unsafeNewArray(t *rt.Type, n int) unsafe.Pointer
func typedMove(t *rt.Type, dst, src unsafe.Pointer)
func typedClear(t *rt.Type, p unsafe.Pointer)
func isZeroMemory(p unsafe.Pointer, n uintptr) bool
func typedEqual(t *rt.Type, p, q unsafe.Pointer) bool
func growSlice(t *rt.Type, s unsafe.Pointer, extra int)

// valueAt returns the value of type t in the memory at p.
func valueAt(t *rt.Type, p unsafe.Pointer, fl flag) Value {
	return Value{t, p, fl | flagIndir | flag(t.Kind)}
}

// valueIn is valueAt for memory that nobody else writes to: pointer-shaped values are taken out of it.
func valueIn(t *rt.Type, p unsafe.Pointer, fl flag) Value {
	if t.Direct() {
		return Value{t, *(*unsafe.Pointer)(p), fl | flag(t.Kind)}
	}
	return valueAt(t, p, fl)
}

// copyValue returns a copy of the value of type t at p.
func copyValue(fl flag, t *rt.Type, p unsafe.Pointer) Value {
	if t.Direct() {
		return Value{t, *(*unsafe.Pointer)(p), fl | flag(t.Kind)}
	}
	c := unsafeNew(t)
	typedMove(t, c, p)
	return Value{t, c, fl | flagIndir | flag(t.Kind)}
}

// ValueOf returns the value in the interface i; the zero Value if i is nil.
func ValueOf(i any) Value {
	if i == nil {
		return Value{}
	}
	return unpackEface(i)
}

func unpackEface(i any) Value {
	e := rt.EfaceOf(&i)
	t := e.Type
	if t == nil {
		return Value{}
	}
	f := flag(t.Kind)
	if !t.Direct() {
		f |= flagIndir
	}
	return Value{t, e.Data, f}
}

func packEface(v Value) any {
	t := v.typ
	if t.Direct() {
		var i any
		e := rt.EfaceOf(&i)
		e.Type = t
		e.Data = v.pointer()
		return i
	}
	if v.flag&flagAddr != 0 {
		return rt.MakeIface(t, v.ptr)
	}
	var i any
	e := rt.EfaceOf(&i)
	e.Type = t
	e.Data = v.ptr
	return i
}

// pointer returns the word of a pointer-shaped value.
func (v Value) pointer() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// memory returns the address of the value's memory form; w is a place for a word that has none.
func (v Value) memory(w *unsafe.Pointer) unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	*w = v.ptr
	return unsafe.Pointer(w)
}

// IsValid reports whether v stands for a value.
func (v Value) IsValid() bool { return v.flag != 0 }

// Kind returns v's kind; Invalid for the zero Value.
func (v Value) Kind() Kind { return v.kind() }

// Type returns v's type.
func (v Value) Type() Type {
	if v.flag != 0 && v.flag&flagMethod == 0 {
		return toRType(v.typ)
	}
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	i := int(v.flag) >> flagMethodShift
	if Kind(v.typ.Kind) == Interface {
		return toType(toRType(v.typ).ifaceType().Methods()[i].Type)
	}
	return toType(exportedMethods(v.typ)[i].Type)
}

// CanAddr reports whether Addr may be called.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet reports whether v may be changed.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// CanInterface reports whether Interface may be called.
func (v Value) CanInterface() bool {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&flagRO == 0
}

// Addr returns a pointer to v.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{pointerTo(v.typ), v.ptr, v.flag&flagRO | flag(Pointer)}
}

// Interface returns v as an interface value.
func (v Value) Interface() (i any) {
	return valueInterface(v, true)
}

func valueInterface(v Value, safe bool) any {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if safe && v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	if v.flag&flagMethod != 0 {
		v = makeMethodValue("Interface", v)
	}
	if v.kind() == Interface {
		return *(*any)(v.ptr)
	}
	return packEface(v)
}

// TypeAssert is v.Interface().(T) with ok.
func TypeAssert[T any](v Value) (T, bool) {
	if v.flag == 0 {
		panic(&ValueError{"reflect.TypeAssert", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.TypeAssert: cannot return value obtained from unexported field or method")
	}
	x, ok := valueInterface(v, false).(T)
	return x, ok
}

// InterfaceData returns the two words of an interface value.
func (v Value) InterfaceData() [2]uintptr {
	v.mustBe(Interface)
	return *(*[2]uintptr)(v.ptr)
}

// Bool returns v's value.
func (v Value) Bool() bool {
	if v.kind() != Bool {
		badKind("Bool", v.kind())
	}
	return *(*bool)(v.ptr)
}

// CanInt reports whether Int may be called.
func (v Value) CanInt() bool { k := v.kind(); return Int <= k && k <= Int64 }

// Int returns v's value.
func (v Value) Int() int64 {
	p := v.ptr
	switch v.kind() {
	case Int:
		return int64(*(*int)(p))
	case Int8:
		return int64(*(*int8)(p))
	case Int16:
		return int64(*(*int16)(p))
	case Int32:
		return int64(*(*int32)(p))
	case Int64:
		return *(*int64)(p)
	}
	panic(&ValueError{"reflect.Value.Int", v.kind()})
}

// CanUint reports whether Uint may be called.
func (v Value) CanUint() bool { k := v.kind(); return Uint <= k && k <= Uintptr }

// Uint returns v's value.
func (v Value) Uint() uint64 {
	p := v.ptr
	switch v.kind() {
	case Uint:
		return uint64(*(*uint)(p))
	case Uint8:
		return uint64(*(*uint8)(p))
	case Uint16:
		return uint64(*(*uint16)(p))
	case Uint32:
		return uint64(*(*uint32)(p))
	case Uint64:
		return *(*uint64)(p)
	case Uintptr:
		return uint64(*(*uintptr)(p))
	}
	panic(&ValueError{"reflect.Value.Uint", v.kind()})
}

// CanFloat reports whether Float may be called.
func (v Value) CanFloat() bool { return v.kind() == Float32 || v.kind() == Float64 }

// Float returns v's value.
func (v Value) Float() float64 {
	switch v.kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Float", v.kind()})
}

// CanComplex reports whether Complex may be called.
func (v Value) CanComplex() bool { return v.kind() == Complex64 || v.kind() == Complex128 }

// Complex returns v's value.
func (v Value) Complex() complex128 {
	switch v.kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Complex", v.kind()})
}

// String returns v's value if it is a string, else a text of the form <T Value>.
func (v Value) String() string {
	switch v.kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Bytes returns v's value, a slice or an addressable array of bytes.
func (v Value) Bytes() []byte {
	switch v.kind() {
	case Slice:
		if Kind(elemOf(v.typ).Kind) != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if Kind(elemOf(v.typ).Kind) != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), toRType(v.typ).Len())
	}
	panic(&ValueError{"reflect.Value.Bytes", v.kind()})
}

func (v Value) runes() []rune { return *(*[]rune)(v.ptr) }

// Elem returns what the interface v contains or the pointer v points to.
func (v Value) Elem() Value {
	switch v.kind() {
	case Interface:
		x := unpackEface(*(*any)(v.ptr))
		if x.flag != 0 {
			x.flag |= v.flag.ro()
		}
		return x
	case Pointer:
		p := v.pointer()
		if p == nil {
			return Value{}
		}
		t := elemOf(v.typ)
		return valueAt(t, p, v.flag&flagRO|flagAddr)
	}
	panic(&ValueError{"reflect.Value.Elem", v.kind()})
}

// Indirect returns what v points to, or v itself if it is no pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// NumField returns the number of fields of the struct v.
func (v Value) NumField() int {
	v.mustBe(Struct)
	return len(toRType(v.typ).structType().Fields())
}

// Field returns field i of the struct v.
func (v Value) Field(i int) Value {
	if v.kind() != Struct {
		badKind("Field", v.kind())
	}
	fields := toRType(v.typ).structType().Fields()
	if uint(i) >= uint(len(fields)) {
		panic("reflect: Field index out of range")
	}
	f := &fields[i]
	fl := v.flag&(flagStickyRO|flagIndir|flagAddr) | flag(f.Type.Kind)
	if f.PkgPath != "" {
		if f.Embedded {
			fl |= flagEmbedRO
		} else {
			fl |= flagStickyRO
		}
	}
	// A struct that is not indirect is one word, which is the field's; fields of size 0 beside it need memory of their own.
	if fl&flagIndir == 0 {
		if !f.Type.Direct() {
			return Value{f.Type, unsafeNew(f.Type), fl | flagIndir}
		}
		return Value{f.Type, v.ptr, fl}
	}
	return Value{f.Type, unsafe.Add(v.ptr, f.Offset), fl}
}

// FieldByIndex returns the nested field that index leads to. It panics at a nil pointer on the way.
func (v Value) FieldByIndex(index []int) Value {
	if len(index) == 1 {
		return v.Field(index[0])
	}
	v.mustBe(Struct)
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && Kind(elemOf(v.typ).Kind) == Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// FieldByIndexErr is FieldByIndex with an error for a nil pointer on the way.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.mustBe(Struct)
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && Kind(elemOf(v.typ).Kind) == Struct {
			if v.IsNil() {
				return Value{}, errors.New("reflect: indirection through nil pointer to embedded struct field " + elemOf(v.typ).Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName returns the field of that name, or the zero Value.
func (v Value) FieldByName(name string) Value {
	v.mustBe(Struct)
	if f, ok := toRType(v.typ).FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc returns the field whose name satisfies match, or the zero Value.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := toRType(v.typ).FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// Index returns element i of the array, slice or string v.
func (v Value) Index(i int) Value {
	switch v.kind() {
	case Array:
		t := (*rt.ArrayType)(unsafe.Pointer(v.typ))
		if uint(i) >= uint(t.Len) {
			panic("reflect: array index out of range")
		}
		fl := v.flag&(flagIndir|flagAddr) | v.flag.ro() | flag(t.Elem.Kind)
		if fl&flagIndir == 0 {
			return Value{t.Elem, v.ptr, fl}
		}
		return Value{t.Elem, unsafe.Add(v.ptr, uint64(i)*t.Elem.Size), fl}
	case Slice:
		s := (*sliceHeader)(v.ptr)
		if uint(i) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		t := elemOf(v.typ)
		return valueAt(t, unsafe.Add(s.data, uint64(i)*t.Size), flagAddr|v.flag.ro())
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		b := s[i]
		return Value{rt.TypeOf(b), unsafe.Pointer(&b), v.flag.ro() | flag(Uint8) | flagIndir}
	}
	panic(&ValueError{"reflect.Value.Index", v.kind()})
}

type sliceHeader struct {
	data unsafe.Pointer
	len  int
	cap  int
}

// SliceHeader is the memory of a slice.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

// StringHeader is the memory of a string.
type StringHeader struct {
	Data uintptr
	Len  int
}

// Len returns v's length.
func (v Value) Len() int {
	switch v.kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).len
	case String:
		return len(*(*string)(v.ptr))
	case Array:
		return toRType(v.typ).Len()
	case Map:
		return mapLen(v.pointer())
	case Chan:
		return chanLen(v.pointer())
	case Pointer:
		if t := elemOf(v.typ); Kind(t.Kind) == Array {
			return toRType(t).Len()
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Len", v.kind()})
}

// Cap returns v's capacity.
func (v Value) Cap() int {
	switch v.kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).cap
	case Array:
		return toRType(v.typ).Len()
	case Chan:
		return chanCap(v.pointer())
	case Pointer:
		if t := elemOf(v.typ); Kind(t.Kind) == Array {
			return toRType(t).Len()
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Cap", v.kind()})
}

// IsNil reports whether v, of a kind that has nil, is nil.
func (v Value) IsNil() bool {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		if v.flag&flagMethod != 0 {
			return false
		}
		return v.pointer() == nil
	case Interface, Slice:
		// The first word tells: the type, or the array.
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	panic(&ValueError{"reflect.Value.IsNil", v.kind()})
}

// IsZero reports whether v is the zero value of its type.
func (v Value) IsZero() bool {
	switch v.kind() {
	case Invalid:
		panic(&ValueError{"reflect.Value.IsZero", Invalid})
	case Float32, Float64:
		return v.Float() == 0 && !signbit(v.Float())
	case Complex64, Complex128:
		c := v.Complex()
		return c == 0 && !signbit(real(c)) && !signbit(imag(c))
	case Array:
		if v.typ.Flags&rt.FlagRegular != 0 && v.flag&flagIndir != 0 {
			return isZeroMemory(v.ptr, uintptr(v.typ.Size))
		}
		for i, n := 0, v.Len(); i < n; i++ {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		if v.typ.Flags&rt.FlagRegular != 0 && v.flag&flagIndir != 0 {
			return isZeroMemory(v.ptr, uintptr(v.typ.Size))
		}
		for i, n := 0, v.NumField(); i < n; i++ {
			if !v.Field(i).IsZero() && toRType(v.typ).structType().Fields()[i].Name != "_" {
				return false
			}
		}
		return true
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return v.Len() == 0
	}
	return isZeroMemory(v.ptr, uintptr(v.typ.Size))
}

func signbit(f float64) bool { return *(*uint64)(unsafe.Pointer(&f))>>63 != 0 }

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.mustBeAssignable()
	typedClear(v.typ, v.ptr)
}

// Set sets v to x, which must be assignable to v's type.
func (v Value) Set(x Value) {
	v.mustBeAssignable()
	x.mustBeExported()
	x = x.assignTo("reflect.Set", v.typ)
	var w unsafe.Pointer
	typedMove(v.typ, v.ptr, x.memory(&w))
}

// SetBool sets v, of kind Bool.
func (v Value) SetBool(x bool) {
	v.mustBeAssignable()
	v.mustBe(Bool)
	*(*bool)(v.ptr) = x
}

// SetInt sets v, of a signed kind.
func (v Value) SetInt(x int64) {
	v.mustBeAssignable()
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.SetInt", v.kind()})
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	}
}

// SetUint sets v, of an unsigned kind.
func (v Value) SetUint(x uint64) {
	v.mustBeAssignable()
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.SetUint", v.kind()})
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	}
}

// SetFloat sets v, of a floating-point kind.
func (v Value) SetFloat(x float64) {
	v.mustBeAssignable()
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.SetFloat", v.kind()})
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	}
}

// SetComplex sets v, of a complex kind.
func (v Value) SetComplex(x complex128) {
	v.mustBeAssignable()
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.SetComplex", v.kind()})
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	}
}

// SetString sets v, of kind String.
func (v Value) SetString(x string) {
	v.mustBeAssignable()
	v.mustBe(String)
	*(*string)(v.ptr) = x
}

// SetBytes sets v, a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustBeAssignable()
	v.mustBe(Slice)
	if Kind(elemOf(v.typ).Kind) != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetPointer sets v, of kind UnsafePointer.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustBeAssignable()
	v.mustBe(UnsafePointer)
	*(*unsafe.Pointer)(v.ptr) = x
}

// SetLen sets the length of the slice v.
func (v Value) SetLen(n int) {
	v.mustBeAssignable()
	v.mustBe(Slice)
	s := (*sliceHeader)(v.ptr)
	if uint(n) > uint(s.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	s.len = n
}

// SetCap sets the capacity of the slice v.
func (v Value) SetCap(n int) {
	v.mustBeAssignable()
	v.mustBe(Slice)
	s := (*sliceHeader)(v.ptr)
	if n < s.len || n > s.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	s.cap = n
}

// Grow makes room for n more elements in the slice v.
func (v Value) Grow(n int) {
	v.mustBeAssignable()
	v.mustBe(Slice)
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	s := (*sliceHeader)(v.ptr)
	if s.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if s.len+n > s.cap {
		growSlice(elemOf(v.typ), v.ptr, n)
	}
}

// Clear empties the map v, or zeroes the elements of the slice v.
func (v Value) Clear() {
	switch v.Kind() {
	case Slice:
		s := (*sliceHeader)(v.ptr)
		t := elemOf(v.typ)
		for i := 0; i < s.len; i++ {
			typedClear(t, unsafe.Add(s.data, uint64(i)*t.Size))
		}
	case Map:
		mapClear(v.typ, v.pointer())
	default:
		panic(&ValueError{"reflect.Value.Clear", v.Kind()})
	}
}

// Slice returns v[i:j] of a slice, string or addressable array.
func (v Value) Slice(i, j int) Value {
	var base unsafe.Pointer
	var c int
	var t *rt.Type
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.Slice", v.kind()})
	case Array:
		if v.flag&flagAddr == 0 {
			panic("reflect.Value.Slice: slice of unaddressable array")
		}
		c = toRType(v.typ).Len()
		t = sliceOf(elemOf(v.typ))
		base = v.ptr
	case Slice:
		s := (*sliceHeader)(v.ptr)
		t, base, c = v.typ, s.data, s.cap
	case String:
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		r := new(string)
		if i < len(s) {
			*r = s[i:j]
		}
		return Value{v.typ, unsafe.Pointer(r), v.flag &^ flagAddr}
	}
	if i < 0 || j < i || j > c {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return sliceValue(t, base, i, j, c, v.flag.ro())
}

// Slice3 returns v[i:j:k] of a slice or addressable array.
func (v Value) Slice3(i, j, k int) Value {
	var base unsafe.Pointer
	var c int
	var t *rt.Type
	switch v.kind() {
	default:
		panic(&ValueError{"reflect.Value.Slice3", v.kind()})
	case Array:
		if v.flag&flagAddr == 0 {
			panic("reflect.Value.Slice3: slice of unaddressable array")
		}
		c = toRType(v.typ).Len()
		t = sliceOf(elemOf(v.typ))
		base = v.ptr
	case Slice:
		s := (*sliceHeader)(v.ptr)
		t, base, c = v.typ, s.data, s.cap
	}
	if i < 0 || j < i || k < j || k > c {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return sliceValue(t, base, i, j, k, v.flag.ro())
}

func sliceValue(t *rt.Type, base unsafe.Pointer, i, j, k int, fl flag) Value {
	s := &sliceHeader{base, j - i, k - i}
	if k > i {
		s.data = unsafe.Add(base, uint64(i)*elemOf(t).Size)
	}
	return Value{t, unsafe.Pointer(s), fl | flagIndir | flag(Slice)}
}

// Pointer returns the address that v, of a kind that is or holds a pointer, refers to.
func (v Value) Pointer() uintptr {
	switch v.kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return uintptr(v.pointer())
	case Func:
		if v.flag&flagMethod != 0 {
			return uintptr(rt.FuncEntry(methodValueFunc()))
		}
		p := v.pointer()
		if p == nil {
			return 0
		}
		return rt.FuncEntry(p)
	case Slice:
		return uintptr((*sliceHeader)(v.ptr).data)
	case String:
		return uintptr(unsafe.Pointer(unsafe.StringData(*(*string)(v.ptr))))
	}
	panic(&ValueError{"reflect.Value.Pointer", v.kind()})
}

// methodValueFunc returns a function that stands for all method values.
func methodValueFunc() unsafe.Pointer {
	f := methodValueCall
	return *(*unsafe.Pointer)(unsafe.Pointer(&f))
}

func methodValueCall() {}

// UnsafePointer is Pointer as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return v.pointer()
	case Func, Slice, String:
		return unsafe.Pointer(v.Pointer())
	}
	panic(&ValueError{"reflect.Value.UnsafePointer", v.kind()})
}

// UnsafeAddr returns the address of v.
func (v Value) UnsafeAddr() uintptr {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value.UnsafeAddr", Invalid})
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// OverflowInt reports whether x does not fit v's type.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		badKind("OverflowInt", v.kind())
	}
	return toRType(v.typ).OverflowInt(x)
}

// OverflowUint reports whether x does not fit v's type.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		badKind("OverflowUint", v.kind())
	}
	return toRType(v.typ).OverflowUint(x)
}

// OverflowFloat reports whether x does not fit v's type.
func (v Value) OverflowFloat(x float64) bool {
	if !v.CanFloat() {
		badKind("OverflowFloat", v.kind())
	}
	return toRType(v.typ).OverflowFloat(x)
}

// OverflowComplex reports whether x does not fit v's type.
func (v Value) OverflowComplex(x complex128) bool {
	if !v.CanComplex() {
		badKind("OverflowComplex", v.kind())
	}
	return toRType(v.typ).OverflowComplex(x)
}

// Comparable reports whether v may be compared with ==.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		switch Kind(elemOf(v.typ).Kind) {
		case Interface, Array, Struct:
			for i := 0; i < v.Len(); i++ {
				if !v.Index(i).Comparable() {
					return false
				}
			}
			return true
		}
		return toRType(v.typ).Comparable()
	case Invalid:
		return false
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return toRType(v.typ).Comparable()
}

// Equal reports whether v == u.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.Kind() != u.Kind() || v.Type() != u.Type() {
		return false
	}
	switch v.Kind() {
	case Func, Map, Slice:
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	case Array:
		if v.Len() == 0 && !v.Type().Elem().Comparable() {
			panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
		}
		for i := 0; i < v.Len(); i++ {
			if !v.Index(i).Equal(u.Index(i)) {
				return false
			}
		}
		return true
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if !v.Field(i).Equal(u.Field(i)) {
				return false
			}
		}
		return true
	}
	var a, b unsafe.Pointer
	return typedEqual(v.typ, v.memory(&a), u.memory(&b))
}

// assignTo returns v as a value of type dst, which it must be assignable to.
func (v Value) assignTo(context string, dst *rt.Type) Value {
	if v.flag&flagMethod != 0 {
		v = makeMethodValue(context, v)
	}
	switch {
	case directlyAssignable(dst, v.typ):
		fl := v.flag&(flagAddr|flagIndir) | v.flag.ro() | flag(dst.Kind)
		return Value{dst, v.ptr, fl}
	case implements(dst, v.typ):
		if v.Kind() == Interface && v.IsNil() {
			return Value{dst, unsafe.Pointer(new(any)), flagIndir | flag(Interface)}
		}
		target := new(any)
		*target = valueInterface(v, false)
		return Value{dst, unsafe.Pointer(target), flagIndir | flag(Interface)}
	}
	panic(context + ": value of type " + v.typ.Str + " is not assignable to type " + dst.Str)
}

// New returns a pointer to a new zero value of type typ.
func New(typ Type) Value {
	if typ == nil {
		panic("reflect: New(nil)")
	}
	t := typ.common()
	return Value{pointerTo(t), unsafeNew(t), flag(Pointer)}
}

// NewAt returns a pointer to the value of type typ at p.
func NewAt(typ Type, p unsafe.Pointer) Value {
	return Value{pointerTo(typ.common()), p, flag(Pointer)}
}

// Zero returns the zero value of type typ.
func Zero(typ Type) Value {
	if typ == nil {
		panic("reflect: Zero(nil)")
	}
	t := typ.common()
	if t.Direct() {
		return Value{t, nil, flag(t.Kind)}
	}
	return Value{t, unsafeNew(t), flagIndir | flag(t.Kind)}
}

// MakeSlice returns a new slice of type typ.
func MakeSlice(typ Type, len, cap int) Value {
	if typ.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	s := &sliceHeader{unsafeNewArray(elemOf(typ.common()), cap), len, cap}
	return Value{typ.common(), unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// SliceAt returns a slice of n elements of type typ that begins at p.
func SliceAt(typ Type, p unsafe.Pointer, n int) Value {
	if n < 0 {
		panic("unsafe.Slice: len out of range")
	}
	if p == nil && n > 0 {
		panic("unsafe.Slice: ptr is nil and len is not zero")
	}
	s := &sliceHeader{p, n, n}
	return Value{sliceOf(typ.common()), unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// Append appends values to the slice s and returns the result.
func Append(s Value, x ...Value) Value {
	s.mustBe(Slice)
	n := s.Len()
	s = s.extend(len(x))
	for i, v := range x {
		s.Index(n + i).Set(v)
	}
	return s
}

// AppendSlice appends the slice t to the slice s and returns the result.
func AppendSlice(s, t Value) Value {
	s.mustBe(Slice)
	t.mustBe(Slice)
	mustBeSame("reflect.AppendSlice", s.Type(), t.Type())
	ns, nt := s.Len(), t.Len()
	s = s.extend(nt)
	Copy(s.Slice(ns, ns+nt), t)
	return s
}

// mustBeSame panics unless the elements of both types are of one type.
func mustBeSame(what string, a, b Type) {
	if a.Elem() != b.Elem() {
		panic(what + ": " + a.String() + " != " + b.String())
	}
}

func (v Value) extend(n int) Value {
	v.mustBeExported()
	h := *(*sliceHeader)(v.ptr)
	s := &h
	if s.len+n < 0 {
		panic("reflect.Append: slice overflow")
	}
	if s.len+n > s.cap {
		growSlice(elemOf(v.typ), unsafe.Pointer(s), n)
	}
	s.len += n
	return Value{v.typ, unsafe.Pointer(s), flagIndir | flag(Slice)}
}

// Copy copies from src to dst as far as both reach, and returns the number of elements.
func Copy(dst, src Value) int {
	dk := dst.kind()
	if dk != Array && dk != Slice {
		panic(&ValueError{"reflect.Copy", dk})
	}
	if dk == Array {
		dst.mustBeAssignable()
	}
	dst.mustBeExported()
	sk := src.kind()
	de := elemOf(dst.typ)
	fromString := sk == String && Kind(de.Kind) == Uint8
	if !fromString && sk != Array && sk != Slice {
		panic(&ValueError{"reflect.Copy", sk})
	}
	src.mustBeExported()
	if !fromString && de != elemOf(src.typ) {
		mustBeSame("reflect.Copy", dst.Type(), src.Type())
	}
	n := min(dst.Len(), src.Len())
	data := func(v Value) unsafe.Pointer {
		if v.kind() == Array {
			var w unsafe.Pointer
			return v.memory(&w)
		}
		return *(*unsafe.Pointer)(v.ptr)
	}
	if n > 0 {
		rt.Memmove(data(dst), data(src), uintptr(uint64(n)*de.Size))
	}
	return n
}

// Swapper returns a function that swaps two elements of the slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{Method: "Swapper", Kind: v.Kind()})
	}
	s := (*sliceHeader)(v.ptr)
	t := elemOf(v.typ)
	tmp := unsafeNew(t)
	size := t.Size
	return func(i, j int) {
		if uint(i) >= uint(s.len) || uint(j) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		a, b := unsafe.Add(s.data, uint64(i)*size), unsafe.Add(s.data, uint64(j)*size)
		typedMove(t, tmp, a)
		typedMove(t, a, b)
		typedMove(t, b, tmp)
	}
}
