// Package rt is the library's private view of the runtime: type descriptors as memory, raw slots, and natives that
// several packages share.
package rt

import "unsafe"

// Flags of a type descriptor.
const (
	FlagNamed      = 1 << 0
	FlagDirect     = 1 << 1
	FlagRegular    = 1 << 2
	FlagComparable = 1 << 3
	FlagMethods    = 1 << 4
	FlagVariadic   = 1 << 5
	FlagComplete   = 1 << 6
)

// Type mirrors runtime/type.h's Type.
type Type struct {
	Size       uint64
	PtrBytes   uint64
	Hash       uint32
	Flags      uint8
	Align      uint8
	FieldAlign uint8
	Kind       uint8
	ptrMask    unsafe.Pointer
	Str        string
	Unc        *Uncommon
	ptrTo      *Type
	sliceOf    *Type
	shape      uint32
	ID         uint32
	complete   unsafe.Pointer
	compiler   unsafe.Pointer
}

// Uncommon mirrors the part of a descriptor that named types have.
type Uncommon struct {
	Name        string
	PkgPath     string
	methods     *Method
	numMethods  uint32
	_           uint32
	NumExported uint32
}

// Methods returns the methods, exported ones first.
func (u *Uncommon) Methods() []Method { return unsafe.Slice(u.methods, u.numMethods) }

// Method mirrors one row of a method table.
type Method struct {
	Name      string
	PkgPath   string
	Type      *Type
	Func      unsafe.Pointer
	IfaceFunc unsafe.Pointer
}

// PtrType describes *Elem; SliceType has the same shape.
type PtrType struct {
	Type
	Elem *Type
}

// ArrayType describes [Len]Elem.
type ArrayType struct {
	Type
	Elem  *Type
	Slice *Type
	Len   int
}

// ChanType describes a channel type.
type ChanType struct {
	Type
	Elem *Type
	Dir  uint8
}

// MapType describes map[Key]Elem.
type MapType struct {
	Type
	Key   *Type
	Elem  *Type
	entry *Type
}

// FuncType describes a function type without receiver.
type FuncType struct {
	Type
	in     **Type
	numIn  uint32
	_      uint32
	out    **Type
	numOut uint32
}

// In returns the parameter types.
func (t *FuncType) In() []*Type { return unsafe.Slice(t.in, t.numIn) }

// Out returns the result types.
func (t *FuncType) Out() []*Type { return unsafe.Slice(t.out, t.numOut) }

// StructField mirrors one field of a struct descriptor.
type StructField struct {
	Name     string
	PkgPath  string
	Type     *Type
	Tag      string
	Offset   uint64
	Embedded bool
}

// StructType describes a struct type.
type StructType struct {
	Type
	fields    *StructField
	numFields uint32
}

// Fields returns the fields in order.
func (t *StructType) Fields() []StructField { return unsafe.Slice(t.fields, t.numFields) }

// InterfaceMethod mirrors one method of an interface descriptor.
type InterfaceMethod struct {
	Name    string
	PkgPath string
	Type    *Type
	ID      uint32
}

// InterfaceType describes an interface type.
type InterfaceType struct {
	Type
	methods    *InterfaceMethod
	numMethods uint32
}

// Methods returns the methods sorted by name.
func (t *InterfaceType) Methods() []InterfaceMethod { return unsafe.Slice(t.methods, t.numMethods) }

// Eface is the memory of any interface value.
type Eface struct {
	Type *Type
	Data unsafe.Pointer
}

// EfaceOf returns the memory of the interface variable that p points to.
func EfaceOf(p *any) *Eface { return (*Eface)(unsafe.Pointer(p)) }

// TypeOf returns the dynamic type of v, or nil.
func TypeOf(v any) *Type { return (*Eface)(unsafe.Pointer(&v)).Type }

// String returns the type as %T prints it.
func (t *Type) String() string { return t.Str }

// Named reports whether the type is defined or predeclared.
func (t *Type) Named() bool { return t.Flags&FlagNamed != 0 }

// Direct reports whether the type's values lie in an interface's data word.
func (t *Type) Direct() bool { return t.Flags&FlagDirect != 0 }

// PkgPath returns the import path of the package that defines the type.
func (t *Type) PkgPath() string {
	if t.Flags&FlagNamed == 0 || t.Unc == nil {
		return ""
	}
	return t.Unc.PkgPath
}

// Name returns the type's name within its package, or "".
func (t *Type) Name() string {
	if t.Flags&FlagNamed == 0 {
		return ""
	}
	if t.Unc != nil && t.Unc.Name != "" {
		return t.Unc.Name
	}
	return t.Str
}
