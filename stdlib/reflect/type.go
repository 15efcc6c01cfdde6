// Package reflect looks into values and types at run time.
package reflect

import (
	"internal/rt"
	"iter"
	"strconv"
	"unsafe"
)

// Type is a Go type. Types are equal (==) exactly if they are identical. Not all methods apply to all kinds.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	Methods() iter.Seq[Method]
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	Fields() iter.Seq[StructField]
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Ins() iter.Seq[Type]
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	Outs() iter.Seq[Type]
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool
	common() *rt.Type
}

// A Kind is the sort of a type.
type Kind uint

// The kinds.
const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is the old name of Pointer.
const Ptr = Pointer

// String returns the kind's name.
func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Int8:
		return "int8"
	case Int16:
		return "int16"
	case Int32:
		return "int32"
	case Int64:
		return "int64"
	case Uint:
		return "uint"
	case Uint8:
		return "uint8"
	case Uint16:
		return "uint16"
	case Uint32:
		return "uint32"
	case Uint64:
		return "uint64"
	case Uintptr:
		return "uintptr"
	case Float32:
		return "float32"
	case Float64:
		return "float64"
	case Complex64:
		return "complex64"
	case Complex128:
		return "complex128"
	case Array:
		return "array"
	case Chan:
		return "chan"
	case Func:
		return "func"
	case Interface:
		return "interface"
	case Map:
		return "map"
	case Pointer:
		return "ptr"
	case Slice:
		return "slice"
	case String:
		return "string"
	case Struct:
		return "struct"
	case UnsafePointer:
		return "unsafe.Pointer"
	}
	return "kind" + strconv.Itoa(int(k))
}

// ChanDir is the direction of a channel type.
type ChanDir int

// The directions.
const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

// String returns the direction as it is written in Go.
func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// Method is one method of a type.
type Method struct {
	Name    string
	PkgPath string // empty for exported methods
	Type    Type
	Func    Value // with the receiver as first parameter; invalid for interface types
	Index   int
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// A StructField is one field of a struct type.
type StructField struct {
	Name      string
	PkgPath   string // empty for exported fields
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int // for Type.FieldByIndex
	Anonymous bool  // embedded
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// A StructTag is the tag of a field: by convention a list of key:"value" pairs.
type StructTag string

// Get returns the value of key, or "".
func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

// Lookup returns the value of key and whether the tag has it.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	for tag != "" {
		i := 0
		for i < len(tag) && tag[i] == ' ' {
			i++
		}
		tag = tag[i:]
		if tag == "" {
			break
		}
		i = 0
		for i < len(tag) && tag[i] > ' ' && tag[i] != ':' && tag[i] != '"' && tag[i] != 0x7f {
			i++
		}
		if i == 0 || i+1 >= len(tag) || tag[i] != ':' || tag[i+1] != '"' {
			break
		}
		name := string(tag[:i])
		tag = tag[i+1:]
		i = 1
		for i < len(tag) && tag[i] != '"' {
			if tag[i] == '\\' {
				i++
			}
			i++
		}
		if i >= len(tag) {
			break
		}
		quoted := string(tag[:i+1])
		tag = tag[i+1:]
		if key == name {
			value, err := strconv.Unquote(quoted)
			if err != nil {
				break
			}
			return value, true
		}
	}
	return "", false
}

// rtype is a descriptor behind the interface Type.
type rtype struct {
	t rt.Type
}

func toRType(t *rt.Type) *rtype { return (*rtype)(unsafe.Pointer(t)) }

func toType(t *rt.Type) Type {
	if t == nil {
		return nil
	}
	return toRType(t)
}

// TypeOf returns the dynamic type of i, or nil if i is nil.
func TypeOf(i any) Type { return toType(rt.TypeOf(i)) }

// TypeFor returns the type T.
func TypeFor[T any]() Type {
	var v T
	if t := TypeOf(v); t != nil {
		return t
	}
	return TypeOf((*T)(nil)).Elem()
}

func completeMethods(t *rt.Type)
func pointerTo(t *rt.Type) *rt.Type
func sliceOf(t *rt.Type) *rt.Type
func arrayOf(n int, t *rt.Type) *rt.Type
func chanOf(dir int, t *rt.Type) *rt.Type
func mapOf(key, elem *rt.Type) *rt.Type
func funcOf(in, out []*rt.Type, variadic bool) *rt.Type
func structOf(fields []rt.StructField) *rt.Type

// promote gives the struct t, which structOf has made, the methods of its embedded fields; stub stands for those of interfaces.
func promote(t *rt.Type, stub func())

func (t *rtype) common() *rt.Type { return &t.t }
func (t *rtype) Align() int       { return int(t.t.Align) }
func (t *rtype) FieldAlign() int  { return int(t.t.FieldAlign) }
func (t *rtype) Size() uintptr    { return uintptr(t.t.Size) }
func (t *rtype) String() string   { return t.t.Str }
func (t *rtype) Kind() Kind       { return Kind(t.t.Kind) }
func (t *rtype) Name() string     { return t.t.Name() }
func (t *rtype) PkgPath() string  { return t.t.PkgPath() }
func (t *rtype) Comparable() bool { return t.t.Flags&rt.FlagComparable != 0 }

func (t *rtype) ptr() unsafe.Pointer          { return unsafe.Pointer(t) }
func (t *rtype) funcType() *rt.FuncType       { return (*rt.FuncType)(t.ptr()) }
func (t *rtype) structType() *rt.StructType   { return (*rt.StructType)(t.ptr()) }
func (t *rtype) ifaceType() *rt.InterfaceType { return (*rt.InterfaceType)(t.ptr()) }

// exportedMethods returns the exported methods of a type that is no interface.
func exportedMethods(t *rt.Type) []rt.Method {
	completeMethods(t)
	if t.Unc == nil {
		return nil
	}
	return t.Unc.Methods()[:t.Unc.NumExported]
}

func (t *rtype) NumMethod() int {
	if t.Kind() == Interface {
		return len(t.ifaceType().Methods())
	}
	return len(exportedMethods(&t.t))
}

func (t *rtype) Method(i int) (m Method) {
	if t.Kind() == Interface {
		all := t.ifaceType().Methods()
		if i < 0 || i >= len(all) {
			panic("reflect: Method index out of range")
		}
		p := &all[i]
		return Method{Name: p.Name, PkgPath: p.PkgPath, Type: toType(p.Type), Index: i}
	}
	all := exportedMethods(&t.t)
	if i < 0 || i >= len(all) {
		panic("reflect: Method index out of range")
	}
	p := &all[i]
	mt := toRType(p.Type).funcType()
	in := append([]*rt.Type{&t.t}, mt.In()...)
	ft := funcOf(in, mt.Out(), mt.Flags&rt.FlagVariadic != 0)
	return Method{Name: p.Name, Type: toType(ft), Func: Value{ft, funcVal(p.Func), flag(Func)}, Index: i}
}

func (t *rtype) Methods() iter.Seq[Method] {
	return func(yield func(m Method) bool) {
		for i := range t.NumMethod() {
			if !yield(t.Method(i)) {
				return
			}
		}
	}
}

func (t *rtype) MethodByName(name string) (m Method, ok bool) {
	if t.Kind() == Interface {
		for i, p := range t.ifaceType().Methods() {
			if p.Name == name {
				return t.Method(i), true
			}
		}
		return Method{}, false
	}
	for i, p := range exportedMethods(&t.t) {
		if p.Name == name {
			return t.Method(i), true
		}
	}
	return Method{}, false
}

func (t *rtype) Bits() int {
	k := t.Kind()
	if k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.t.Size) * 8
}

func (t *rtype) ChanDir() ChanDir {
	if t.Kind() != Chan {
		panic("reflect: ChanDir of non-chan type " + t.String())
	}
	return ChanDir((*rt.ChanType)(t.ptr()).Dir)
}

func (t *rtype) IsVariadic() bool {
	if t.Kind() != Func {
		panic("reflect: IsVariadic of non-func type " + t.String())
	}
	return t.t.Flags&rt.FlagVariadic != 0
}

func elemOf(t *rt.Type) *rt.Type {
	switch Kind(t.Kind) {
	case Array, Chan, Pointer, Slice:
		return (*rt.PtrType)(unsafe.Pointer(t)).Elem
	case Map:
		return (*rt.MapType)(unsafe.Pointer(t)).Elem
	}
	panic("reflect: Elem of invalid type " + t.Str)
}

func (t *rtype) Elem() Type { return toType(elemOf(&t.t)) }

func (t *rtype) Key() Type {
	if t.Kind() != Map {
		panic("reflect: Key of non-map type " + t.String())
	}
	return toType((*rt.MapType)(t.ptr()).Key)
}

func (t *rtype) Len() int {
	if t.Kind() != Array {
		panic("reflect: Len of non-array type " + t.String())
	}
	return (*rt.ArrayType)(t.ptr()).Len
}

func (t *rtype) mustBe(k Kind, what string) {
	if t.Kind() != k {
		name := " of non-struct type "
		if k == Func {
			name = " of non-func type "
		}
		panic("reflect: " + what + name + t.String())
	}
}

func (t *rtype) NumIn() int {
	t.mustBe(Func, "NumIn")
	return len(t.funcType().In())
}

func (t *rtype) NumOut() int {
	t.mustBe(Func, "NumOut")
	return len(t.funcType().Out())
}

func (t *rtype) In(i int) Type {
	t.mustBe(Func, "In")
	return toType(t.funcType().In()[i])
}

func (t *rtype) Out(i int) Type {
	t.mustBe(Func, "Out")
	return toType(t.funcType().Out()[i])
}

func (t *rtype) Ins() iter.Seq[Type] {
	t.mustBe(Func, "Ins")
	return func(yield func(Type) bool) {
		for _, p := range t.funcType().In() {
			if !yield(toType(p)) {
				return
			}
		}
	}
}

func (t *rtype) Outs() iter.Seq[Type] {
	t.mustBe(Func, "Outs")
	return func(yield func(Type) bool) {
		for _, p := range t.funcType().Out() {
			if !yield(toType(p)) {
				return
			}
		}
	}
}

func (t *rtype) NumField() int {
	t.mustBe(Struct, "NumField")
	return len(t.structType().Fields())
}

func (t *rtype) Field(i int) StructField {
	t.mustBe(Struct, "Field")
	fields := t.structType().Fields()
	if i < 0 || i >= len(fields) {
		panic("reflect: Field index out of bounds")
	}
	p := &fields[i]
	return StructField{
		Name: p.Name, PkgPath: p.PkgPath, Type: toType(p.Type), Tag: StructTag(p.Tag),
		Offset: uintptr(p.Offset), Index: []int{i}, Anonymous: p.Embedded,
	}
}

func (t *rtype) Fields() iter.Seq[StructField] {
	t.mustBe(Struct, "Fields")
	return func(yield func(StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

func (t *rtype) FieldByIndex(index []int) (f StructField) {
	t.mustBe(Struct, "FieldByIndex")
	var cur Type = t
	for i, x := range index {
		if i > 0 {
			if cur.Kind() == Pointer && cur.Elem().Kind() == Struct {
				cur = cur.Elem()
			}
		}
		f = cur.Field(x)
		cur = f.Type
	}
	f.Index = index
	if len(index) == 0 {
		return StructField{Type: t}
	}
	return f
}

func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.mustBe(Struct, "FieldByName")
	embedded := false
	if name != "" {
		for i, p := range t.structType().Fields() {
			if p.Name == name {
				return t.Field(i), true
			}
			embedded = embedded || p.Embedded
		}
	}
	if !embedded {
		return StructField{}, false
	}
	return t.search(func(s string) bool { return s == name })
}

func (t *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.mustBe(Struct, "FieldByNameFunc")
	return t.search(match)
}

// search looks for the one field that matches at the least depth, level by level. Two at that depth hide each other.
func (t *rtype) search(match func(string) bool) (result StructField, ok bool) {
	type level struct {
		typ   *rtype
		index []int
	}
	var current []level
	next := []level{{typ: t}}
	visited := map[*rtype]bool{}
	var count, nextCount map[*rtype]int
	for len(next) > 0 && !ok {
		current, next = next, current[:0]
		count, nextCount = nextCount, nil
		for _, l := range current {
			if visited[l.typ] {
				continue
			}
			visited[l.typ] = true
			for i, p := range l.typ.structType().Fields() {
				var sub *rtype
				if p.Embedded {
					sub = toRType(p.Type)
					if sub.Kind() == Pointer {
						sub = toRType(elemOf(p.Type))
					}
				}
				if match(p.Name) {
					if ok || count[l.typ] > 1 {
						return StructField{}, false
					}
					result = l.typ.Field(i)
					result.Index = append(append([]int(nil), l.index...), i)
					ok = true
					continue
				}
				if ok || sub == nil || sub.Kind() != Struct {
					continue
				}
				if nextCount[sub] > 0 {
					nextCount[sub] = 2
					continue
				}
				if nextCount == nil {
					nextCount = map[*rtype]int{}
				}
				nextCount[sub] = 1
				if count[l.typ] > 1 {
					nextCount[sub] = 2
				}
				next = append(next, level{sub, append(append([]int(nil), l.index...), i)})
			}
		}
	}
	return result, ok
}

func (t *rtype) OverflowComplex(x complex128) bool {
	switch t.Kind() {
	case Complex64:
		return overflowFloat32(real(x)) || overflowFloat32(imag(x))
	case Complex128:
		return false
	}
	panic("reflect: OverflowComplex of non-complex type " + t.String())
}

func (t *rtype) OverflowFloat(x float64) bool {
	switch t.Kind() {
	case Float32:
		return overflowFloat32(x)
	case Float64:
		return false
	}
	panic("reflect: OverflowFloat of non-float type " + t.String())
}

func (t *rtype) OverflowInt(x int64) bool {
	switch t.Kind() {
	case Int, Int8, Int16, Int32, Int64:
		shift := 64 - 8*t.t.Size
		return x != (x<<shift)>>shift
	}
	panic("reflect: OverflowInt of non-int type " + t.String())
}

func (t *rtype) OverflowUint(x uint64) bool {
	switch t.Kind() {
	case Uint, Uintptr, Uint8, Uint16, Uint32, Uint64:
		shift := 64 - 8*t.t.Size
		return x != (x<<shift)>>shift
	}
	panic("reflect: OverflowUint of non-uint type " + t.String())
}

func overflowFloat32(x float64) bool {
	const maxFloat32 = 0x1p127 * (1 + (1 - 0x1p-23))
	if x < 0 {
		x = -x
	}
	return maxFloat32 < x && x <= 0x1p1023*(1+(1-0x1p-52))
}

func (t *rtype) CanSeq() bool {
	switch t.Kind() {
	case Int8, Int16, Int32, Int64, Int, Uint8, Uint16, Uint32, Uint64, Uint, Uintptr, Array, Slice, Chan, String, Map:
		return true
	case Func:
		return canRangeFunc(&t.t, 1)
	case Pointer:
		return t.Elem().Kind() == Array
	}
	return false
}

func (t *rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return canRangeFunc(&t.t, 2)
	case Pointer:
		return t.Elem().Kind() == Array
	}
	return false
}

// canRangeFunc reports whether t is func(yield func(n parameters) bool).
func canRangeFunc(t *rt.Type, n int) bool {
	f := toRType(t).funcType()
	if len(f.In()) != 1 || len(f.Out()) != 0 {
		return false
	}
	y := f.In()[0]
	if Kind(y.Kind) != Func {
		return false
	}
	yield := toRType(y).funcType()
	return len(yield.In()) == n && len(yield.Out()) == 1 && Kind(yield.Out()[0].Kind) == Bool
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return rt.Implements(&t.t, u.common())
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	uu := u.common()
	return directlyAssignable(uu, &t.t) || implements(uu, &t.t)
}

func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return convertOp(u.common(), &t.t) != nil
}

func implements(iface, v *rt.Type) bool {
	return Kind(iface.Kind) == Interface && rt.Implements(v, iface)
}

// specialChannelAssignability: a bidirectional channel may be assigned to a channel type of the same elements if one of
// the two is not named.
func specialChannelAssignability(t, v *rt.Type) bool {
	vc := (*rt.ChanType)(unsafe.Pointer(v))
	return vc.Dir == uint8(BothDir) && (t.Name() == "" || v.Name() == "") &&
		elemOf(t) == elemOf(v)
}

// directlyAssignable reports whether a value of type v may be assigned to t without an interface coming in.
func directlyAssignable(t, v *rt.Type) bool {
	if t == v {
		return true
	}
	if t.Named() && v.Named() || t.Kind != v.Kind {
		return false
	}
	if Kind(t.Kind) == Chan && specialChannelAssignability(t, v) {
		return true
	}
	return identicalUnderlying(t, v, true)
}

func identical(t, v *rt.Type, cmpTags bool) bool {
	if cmpTags {
		return t == v
	}
	if t.Name() != v.Name() || t.Kind != v.Kind || t.PkgPath() != v.PkgPath() {
		return false
	}
	return identicalUnderlying(t, v, false)
}

func identicalAll(a, b []*rt.Type, cmpTags bool) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !identical(a[i], b[i], cmpTags) {
			return false
		}
	}
	return true
}

func identicalUnderlying(t, v *rt.Type, cmpTags bool) bool {
	if t == v {
		return true
	}
	k := Kind(t.Kind)
	if k != Kind(v.Kind) {
		return false
	}
	if Bool <= k && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	switch k {
	case Array:
		return toRType(t).Len() == toRType(v).Len() && identical(elemOf(t), elemOf(v), cmpTags)
	case Chan:
		return toRType(t).ChanDir() == toRType(v).ChanDir() && identical(elemOf(t), elemOf(v), cmpTags)
	case Func:
		a, b := toRType(t).funcType(), toRType(v).funcType()
		return a.Flags&rt.FlagVariadic == b.Flags&rt.FlagVariadic &&
			identicalAll(a.In(), b.In(), cmpTags) && identicalAll(a.Out(), b.Out(), cmpTags)
	case Interface:
		a, b := toRType(t).ifaceType().Methods(), toRType(v).ifaceType().Methods()
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			if a[i].ID != b[i].ID || a[i].Type != b[i].Type {
				return false
			}
		}
		return true
	case Map:
		return identical((*rt.MapType)(unsafe.Pointer(t)).Key, (*rt.MapType)(unsafe.Pointer(v)).Key, cmpTags) &&
			identical(elemOf(t), elemOf(v), cmpTags)
	case Pointer, Slice:
		return identical(elemOf(t), elemOf(v), cmpTags)
	case Struct:
		a, b := toRType(t).structType().Fields(), toRType(v).structType().Fields()
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			p, q := &a[i], &b[i]
			if p.Name != q.Name || p.PkgPath != q.PkgPath || !identical(p.Type, q.Type, cmpTags) ||
				cmpTags && p.Tag != q.Tag || p.Offset != q.Offset || p.Embedded != q.Embedded {
				return false
			}
		}
		return true
	}
	return false
}

// PointerTo returns the type *t.
func PointerTo(t Type) Type { return toType(pointerTo(t.common())) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

// SliceOf returns the type []t.
func SliceOf(t Type) Type { return toType(sliceOf(t.common())) }

// ArrayOf returns the type [length]elem.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	t := elem.common()
	if t.Size > 0 && uint64(length) > (1<<64-1)/t.Size {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	return toType(arrayOf(length, t))
}

// ChanOf returns the channel type of that direction and element type.
func ChanOf(dir ChanDir, t Type) Type {
	typ := t.common()
	if typ.Size >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	if dir < RecvDir || dir > BothDir {
		panic("reflect.ChanOf: invalid dir")
	}
	return toType(chanOf(int(dir), typ))
}

// MapOf returns the type map[key]elem.
func MapOf(key, elem Type) Type {
	if !key.Comparable() {
		panic("reflect.MapOf: invalid key type " + key.String())
	}
	return toType(mapOf(key.common(), elem.common()))
}

// FuncOf returns the function type with those parameters and results.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	if len(in)+len(out) > 128 {
		panic("reflect.FuncOf: too many arguments")
	}
	list := func(ts []Type) []*rt.Type {
		r := make([]*rt.Type, len(ts))
		for i, t := range ts {
			r[i] = t.common()
		}
		return r
	}
	return toType(funcOf(list(in), list(out), variadic))
}

func isLetter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

func validFieldName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isLetter(s[i]) && (i == 0 || s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return s != ""
}

// StructOf returns the struct type with those fields; their Offset and Index are ignored. The methods of an embedded
// type are promoted if it is the only field, or the first one and not stored in interfaces as it is; otherwise it must have
// none. Those of embedded interfaces are there, and panic.
func StructOf(fields []StructField) Type {
	list := make([]rt.StructField, len(fields))
	names := map[string]bool{}
	pkgPath := ""
	methods := false
	var size sizer
	for i, f := range fields {
		if f.Name == "" {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no name")
		}
		if !validFieldName(f.Name) {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has invalid name")
		}
		if f.Type == nil {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no type")
		}
		if f.Anonymous && f.PkgPath != "" {
			panic("reflect.StructOf: field \"" + f.Name + "\" is anonymous but has PkgPath set")
		}
		if c := f.Name[0]; f.PkgPath == "" && ('a' <= c && c <= 'z' || c == '_') {
			panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
		}
		if f.PkgPath != "" {
			if pkgPath != "" && pkgPath != f.PkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkgPath + " and " + f.PkgPath)
			}
			pkgPath = f.PkgPath
		}
		if f.Anonymous && checkEmbedded(f.Type, i, len(fields)) {
			methods = true
		}
		if names[f.Name] && f.Name != "_" {
			panic("reflect.StructOf: duplicate field " + f.Name)
		}
		names[f.Name] = true
		size.add(f.Type.common())
		list[i] = rt.StructField{Name: f.Name, PkgPath: f.PkgPath, Type: f.Type.common(), Tag: string(f.Tag), Embedded: f.Anonymous}
	}
	size.end()
	t := structOf(list)
	if methods {
		promote(t, embeddedInterfaceMethod)
	}
	return toType(t)
}

// embeddedInterfaceMethod stands for the methods that a struct of StructOf has from an embedded interface.
func embeddedInterfaceMethod() {
	panic("reflect: StructOf does not support methods of embedded interfaces")
}

// checkEmbedded reports whether the type of embedded field i of n has methods; it panics if they cannot be promoted.
func checkEmbedded(t Type, i, n int) bool {
	c := t.common()
	switch t.Kind() {
	case Interface:
		all := toRType(c).ifaceType().Methods()
		for _, m := range all {
			if m.PkgPath != "" {
				panic("reflect: embedded interface with unexported method(s) not implemented")
			}
		}
		return len(all) > 0
	case Pointer:
		if k := t.Elem().Kind(); k == Pointer || k == Interface {
			panic("reflect.StructOf: illegal embedded field type " + t.String())
		}
	}
	completeMethods(c)
	has := c.Unc != nil && len(c.Unc.Methods()) > 0
	if has && i > 0 {
		panic("reflect: embedded type with methods not implemented if type is not first field")
	}
	if has && n > 1 && t.Kind() == Pointer {
		panic("reflect: embedded type with methods not implemented if there is more than one field")
	}
	if n > 1 && c.Named() && c.Direct() {
		panic("reflect: embedded type with methods not implemented for non-pointer type")
	}
	return has
}

// A sizer adds up the size of a struct, and panics when it cannot be addressed.
type sizer struct {
	size, align uint64
	zeroEnd     bool // the last field has no size
}

func (s *sizer) to(size uint64) {
	if size < s.size {
		panic("reflect.StructOf: struct size would exceed virtual address space")
	}
	s.size = size
}

func (s *sizer) alignTo(n uint64) { s.to((s.size + n - 1) &^ (n - 1)) }

func (s *sizer) add(t *rt.Type) {
	s.alignTo(uint64(t.FieldAlign))
	s.align = max(s.align, uint64(t.FieldAlign))
	s.to(s.size + t.Size)
	s.zeroEnd = t.Size == 0
}

func (s *sizer) end() {
	if s.zeroEnd && s.size > 0 {
		s.to(s.size + 1)
	}
	if s.align > 1 {
		s.alignTo(s.align)
	}
}

// VisibleFields returns all fields of struct type t that can be named, those of embedded structs included.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	w := &fieldWalker{byName: map[string]int{}, visiting: map[Type]bool{}, index: make([]int, 0, 2)}
	w.walk(t)
	out := w.fields[:0]
	for _, f := range w.fields {
		if f.Name != "" {
			out = append(out, f)
		}
	}
	return out
}

type fieldWalker struct {
	byName   map[string]int
	visiting map[Type]bool
	fields   []StructField
	index    []int
}

func (w *fieldWalker) walk(t Type) {
	if w.visiting[t] {
		return
	}
	w.visiting[t] = true
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		w.index = append(w.index, i)
		add := true
		if old, ok := w.byName[f.Name]; ok {
			o := &w.fields[old]
			switch {
			case len(w.index) == len(o.Index):
				// Two at one depth hide each other; the name stays taken.
				o.Name = ""
				add = false
			case len(w.index) < len(o.Index):
				o.Name = ""
			default:
				add = false
			}
		}
		if add {
			f.Index = append([]int(nil), w.index...)
			w.byName[f.Name] = len(w.fields)
			w.fields = append(w.fields, f)
		}
		if f.Anonymous {
			ft := f.Type
			if ft.Kind() == Pointer {
				ft = ft.Elem()
			}
			if ft.Kind() == Struct {
				w.walk(ft)
			}
		}
		w.index = w.index[:len(w.index)-1]
	}
	delete(w.visiting, t)
}
