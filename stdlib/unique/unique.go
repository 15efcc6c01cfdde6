// Package unique makes values of which equal ones are one.
package unique

import (
	"internal/rt"
	"runtime"
	"strings"
	"sync"
	"unsafe"
	"weak"
)

// Handle stands for a value: two handles are equal if and only if the values they were made from are.
type Handle[T comparable] struct {
	value *T
}

// Value returns a copy of the value.
func (h Handle[T]) Value() T { return *h.value }

// entry is a value in the table, which does not keep it alive.
type entry struct {
	typ   *rt.Type
	value weak.Pointer[byte]
}

// The values that have handles, by hash. An entry goes when its value is gone.
var (
	mu    sync.Mutex
	table = map[uint64][]entry{}
	empty = map[*rt.Type]unsafe.Pointer{} // values without size
)

// Make returns the handle of value.
func Make[T comparable](value T) Handle[T] {
	var boxed any = (*T)(nil)
	typ := (*rt.PtrType)(unsafe.Pointer(rt.TypeOf(boxed))).Elem
	if typ.Size == 0 {
		mu.Lock()
		defer mu.Unlock()
		p, ok := empty[typ]
		if !ok {
			p = unsafe.Pointer(new(byte))
			empty[typ] = p
		}
		return Handle[T]{(*T)(p)}
	}
	h := rt.Hash(typ, unsafe.Pointer(&value), 0)
	mu.Lock()
	defer mu.Unlock()
	for _, e := range table[h] {
		if e.typ != typ {
			continue
		}
		if p := (*T)(unsafe.Pointer(e.value.Value())); p != nil && *p == value {
			return Handle[T]{p}
		}
	}
	p := new(T)
	*p = value
	clone(typ, unsafe.Pointer(p))
	w := weak.Make((*byte)(unsafe.Pointer(p)))
	table[h] = append(table[h], entry{typ, w})
	runtime.AddCleanup(p, func(w weak.Pointer[byte]) { forget(h, w) }, w)
	return Handle[T]{p}
}

func forget(h uint64, w weak.Pointer[byte]) {
	mu.Lock()
	defer mu.Unlock()
	list := table[h]
	for i, e := range list {
		if e.value == w {
			list = append(list[:i:i], list[i+1:]...)
			break
		}
	}
	if len(list) == 0 {
		delete(table, h)
	} else {
		table[h] = list
	}
}

// clone gives the strings in the value at p memory of their own, so that they keep no longer ones alive.
func clone(t *rt.Type, p unsafe.Pointer) {
	const array, str, structure = 17, 24, 25
	switch t.Kind {
	case str:
		s := (*string)(p)
		*s = strings.Clone(*s)
	case array:
		a := (*rt.ArrayType)(unsafe.Pointer(t))
		if a.Elem.PtrBytes == 0 {
			return
		}
		for i := range a.Len {
			clone(a.Elem, unsafe.Add(p, i*int(a.Elem.Size)))
		}
	case structure:
		for _, f := range (*rt.StructType)(unsafe.Pointer(t)).Fields() {
			clone(f.Type, unsafe.Add(p, f.Offset))
		}
	}
}
