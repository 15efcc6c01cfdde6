package reflect

import (
	"internal/rt"
	"strconv"
	"unsafe"
)

// CanConvert reports whether Convert(t) succeeds.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	switch {
	case v.Kind() == Slice && t.Kind() == Array:
		return t.Len() <= v.Len()
	case v.Kind() == Slice && t.Kind() == Pointer && t.Elem().Kind() == Array:
		return t.Elem().Len() <= v.Len()
	}
	return true
}

// Convert returns v converted to type t.
func (v Value) Convert(t Type) Value {
	if v.flag&flagMethod != 0 {
		v = makeMethodValue("Convert", v)
	}
	op := convertOp(t.common(), v.typ)
	if op == nil {
		panic("reflect.Value.Convert: value of type " + v.typ.Str + " cannot be converted to type " + t.String())
	}
	return op(v, t)
}

// convertOp returns the conversion from src to dst, or nil if there is none.
func convertOp(dst, src *rt.Type) func(Value, Type) Value {
	dk := Kind(dst.Kind)
	switch Kind(src.Kind) {
	case Int, Int8, Int16, Int32, Int64:
		switch {
		case Int <= dk && dk <= Uintptr:
			return func(v Value, t Type) Value { return makeInt(v.flag.ro(), uint64(v.Int()), t) }
		case dk == Float32 || dk == Float64:
			return func(v Value, t Type) Value { return makeFloat(v.flag.ro(), float64(v.Int()), t) }
		case dk == String:
			return func(v Value, t Type) Value {
				s := "\uFFFD"
				if x := v.Int(); int64(rune(x)) == x {
					s = string(rune(x))
				}
				return makeString(v.flag.ro(), s, t)
			}
		}
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		switch {
		case Int <= dk && dk <= Uintptr:
			return func(v Value, t Type) Value { return makeInt(v.flag.ro(), v.Uint(), t) }
		case dk == Float32 || dk == Float64:
			return func(v Value, t Type) Value { return makeFloat(v.flag.ro(), float64(v.Uint()), t) }
		case dk == String:
			return func(v Value, t Type) Value {
				s := "\uFFFD"
				if x := v.Uint(); uint64(rune(x)) == x {
					s = string(rune(x))
				}
				return makeString(v.flag.ro(), s, t)
			}
		}
	case Float32, Float64:
		switch {
		case Int <= dk && dk <= Int64:
			return func(v Value, t Type) Value { return makeInt(v.flag.ro(), uint64(int64(v.Float())), t) }
		case Uint <= dk && dk <= Uintptr:
			return func(v Value, t Type) Value { return makeInt(v.flag.ro(), uint64(v.Float()), t) }
		case dk == Float32 || dk == Float64:
			return func(v Value, t Type) Value {
				if v.Kind() == Float32 && t.Kind() == Float32 {
					// The bits are kept, those of a signaling NaN too.
					return copyValue(v.flag.ro(), t.common(), v.ptr)
				}
				return makeFloat(v.flag.ro(), v.Float(), t)
			}
		}
	case Complex64, Complex128:
		if dk == Complex64 || dk == Complex128 {
			return func(v Value, t Type) Value { return makeComplex(v.flag.ro(), v.Complex(), t) }
		}
	case String:
		if dk == Slice && elemOf(dst).PkgPath() == "" {
			switch Kind(elemOf(dst).Kind) {
			case Uint8:
				return func(v Value, t Type) Value {
					b := []byte(v.String())
					return makeSlice(v.flag.ro(), unsafe.Pointer(&b), t)
				}
			case Int32:
				return func(v Value, t Type) Value {
					r := []rune(v.String())
					return makeSlice(v.flag.ro(), unsafe.Pointer(&r), t)
				}
			}
		}
	case Slice:
		if dk == String && elemOf(src).PkgPath() == "" {
			switch Kind(elemOf(src).Kind) {
			case Uint8:
				return func(v Value, t Type) Value { return makeString(v.flag.ro(), string(v.Bytes()), t) }
			case Int32:
				return func(v Value, t Type) Value { return makeString(v.flag.ro(), string(v.runes()), t) }
			}
		}
		if dk == Pointer && Kind(elemOf(dst).Kind) == Array && elemOf(src) == elemOf(elemOf(dst)) {
			return cvtSliceArrayPtr
		}
		if dk == Array && elemOf(src) == elemOf(dst) {
			return cvtSliceArray
		}
	case Chan:
		if dk == Chan && specialChannelAssignability(dst, src) {
			return cvtDirect
		}
	}
	if identicalUnderlying(dst, src, false) {
		return cvtDirect
	}
	if dk == Pointer && dst.Name() == "" && Kind(src.Kind) == Pointer && src.Name() == "" &&
		identicalUnderlying(elemOf(dst), elemOf(src), false) {
		return cvtDirect
	}
	if implements(dst, src) {
		return func(v Value, t Type) Value {
			target := new(any)
			if v.Kind() != Interface || !v.IsNil() {
				*target = valueInterface(v, false)
			}
			return Value{t.common(), unsafe.Pointer(target), v.flag.ro() | flagIndir | flag(Interface)}
		}
	}
	return nil
}

func cvtSliceArrayPtr(v Value, t Type) Value {
	n := t.Elem().Len()
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + strconv.Itoa(v.Len()) + " to pointer to array with length " + strconv.Itoa(n))
	}
	return Value{t.common(), (*sliceHeader)(v.ptr).data, v.flag.ro() | flag(Pointer)}
}

func cvtSliceArray(v Value, t Type) Value {
	n := t.Len()
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + strconv.Itoa(v.Len()) + " to array with length " + strconv.Itoa(n))
	}
	typ := t.common()
	mem := unsafeNew(typ)
	if n > 0 {
		typedMove(typ, mem, (*sliceHeader)(v.ptr).data)
	}
	return valueIn(typ, mem, v.flag.ro())
}

func cvtDirect(v Value, t Type) Value {
	f := v.flag
	p := v.ptr
	if f&flagAddr != 0 {
		c := unsafeNew(t.common())
		typedMove(t.common(), c, p)
		p = c
		f &^= flagAddr
	}
	return Value{t.common(), p, v.flag.ro() | f&^flagRO}
}

func makeInt(f flag, bits uint64, t Type) Value {
	typ := t.common()
	p := unsafeNew(typ)
	switch typ.Size {
	case 1:
		*(*uint8)(p) = uint8(bits)
	case 2:
		*(*uint16)(p) = uint16(bits)
	case 4:
		*(*uint32)(p) = uint32(bits)
	case 8:
		*(*uint64)(p) = bits
	}
	return Value{typ, p, f | flagIndir | flag(typ.Kind)}
}

func makeFloat(f flag, x float64, t Type) Value {
	typ := t.common()
	p := unsafeNew(typ)
	if typ.Size == 4 {
		*(*float32)(p) = float32(x)
	} else {
		*(*float64)(p) = x
	}
	return Value{typ, p, f | flagIndir | flag(typ.Kind)}
}

func makeComplex(f flag, x complex128, t Type) Value {
	typ := t.common()
	p := unsafeNew(typ)
	if typ.Size == 8 {
		*(*complex64)(p) = complex64(x)
	} else {
		*(*complex128)(p) = x
	}
	return Value{typ, p, f | flagIndir | flag(typ.Kind)}
}

func makeString(f flag, s string, t Type) Value {
	p := new(string)
	*p = s
	return Value{t.common(), unsafe.Pointer(p), f | flagIndir | flag(String)}
}

func makeSlice(f flag, s unsafe.Pointer, t Type) Value {
	p := new([]byte)
	*p = *(*[]byte)(s)
	return Value{t.common(), unsafe.Pointer(p), f | flagIndir | flag(Slice)}
}
