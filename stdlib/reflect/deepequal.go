package reflect

import (
	"internal/rt"
	"unsafe"
)

// visit is a comparison in progress: values may refer to themselves.
type visit struct {
	a, b unsafe.Pointer
	typ  *rt.Type
}

func deepValueEqual(a, b Value, visited map[visit]bool) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.typ != b.typ {
		return false
	}
	switch a.Kind() {
	case Pointer, Map, Slice, Interface:
		if a.IsNil() || b.IsNil() {
			break
		}
		place := func(v Value) unsafe.Pointer {
			if v.Kind() == Pointer || v.Kind() == Map {
				return v.pointer()
			}
			return v.ptr
		}
		p, q := place(a), place(b)
		if uintptr(p) > uintptr(q) {
			p, q = q, p
		}
		v := visit{p, q, a.typ}
		if visited[v] {
			return true
		}
		visited[v] = true
	}
	switch a.Kind() {
	case Array:
		for i := 0; i < a.Len(); i++ {
			if !deepValueEqual(a.Index(i), b.Index(i), visited) {
				return false
			}
		}
		return true
	case Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		if a.UnsafePointer() == b.UnsafePointer() {
			return true
		}
		if Kind(elemOf(a.typ).Kind) == Uint8 {
			return rt.EqualBytes(a.Bytes(), b.Bytes())
		}
		for i := 0; i < a.Len(); i++ {
			if !deepValueEqual(a.Index(i), b.Index(i), visited) {
				return false
			}
		}
		return true
	case Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return deepValueEqual(a.Elem(), b.Elem(), visited)
	case Pointer:
		if a.pointer() == b.pointer() {
			return true
		}
		return deepValueEqual(a.Elem(), b.Elem(), visited)
	case Struct:
		for i, n := 0, a.NumField(); i < n; i++ {
			if !deepValueEqual(a.Field(i), b.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		if a.pointer() == b.pointer() {
			return true
		}
		for it := a.MapRange(); it.Next(); {
			x, y := it.Value(), b.MapIndex(it.Key())
			if !x.IsValid() || !y.IsValid() || !deepValueEqual(x, y, visited) {
				return false
			}
		}
		return true
	case Func:
		return a.IsNil() && b.IsNil()
	}
	var w, x unsafe.Pointer
	return typedEqual(a.typ, a.memory(&w), b.memory(&x))
}

// DeepEqual reports whether x and y are equal in depth: their elements, fields and what they point to are.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	a, b := ValueOf(x), ValueOf(y)
	if a.Type() != b.Type() {
		return false
	}
	return deepValueEqual(a, b, map[visit]bool{})
}
