// Package fmtsort orders the entries of maps, for fmt and templates.
package fmtsort

import "reflect"

// Entry is a key of a map with its value.
type Entry struct {
	Key, Value reflect.Value
}

// Sort returns the entries of a map in the order of their keys.
func Sort(m reflect.Value) []Entry {
	list := make([]Entry, 0, m.Len())
	for it := m.MapRange(); it.Next(); {
		list = append(list, Entry{it.Key(), it.Value()})
	}
	// A merge sort: stable, for keys that compare equal (NaNs).
	if len(list) > 1 {
		mergeSort(list, make([]Entry, len(list)))
	}
	return list
}

func mergeSort(a, tmp []Entry) {
	if len(a) <= 8 {
		for i := 1; i < len(a); i++ {
			for j := i; j > 0 && compareKeys(a[j].Key, a[j-1].Key) < 0; j-- {
				a[j], a[j-1] = a[j-1], a[j]
			}
		}
		return
	}
	h := len(a) / 2
	mergeSort(a[:h], tmp[:h])
	mergeSort(a[h:], tmp[h:])
	copy(tmp, a)
	i, j := 0, h
	for k := range a {
		if i < h && (j >= len(a) || compareKeys(tmp[j].Key, tmp[i].Key) >= 0) {
			a[k] = tmp[i]
			i++
		} else {
			a[k] = tmp[j]
			j++
		}
	}
}

func order[T int64 | uint64 | string | uintptr](a, b T) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

// orderFloat sorts NaN before everything.
func orderFloat(a, b float64) int {
	switch {
	case a < b || a != a && b == b:
		return -1
	case a > b || a == a && b != b:
		return 1
	}
	return 0
}

// compareKeys orders values of one type: nil first, numbers and strings by value, false before true, pointers and channels by
// address, structs and arrays field by field, interfaces by type and then by value.
func compareKeys(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return order(a.Int(), b.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return order(a.Uint(), b.Uint())
	case reflect.String:
		return order(a.String(), b.String())
	case reflect.Float32, reflect.Float64:
		return orderFloat(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		if c := orderFloat(real(x), real(y)); c != 0 {
			return c
		}
		return orderFloat(imag(x), imag(y))
	case reflect.Bool:
		switch x, y := a.Bool(), b.Bool(); {
		case x == y:
			return 0
		case x:
			return 1
		}
		return -1
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		return order(a.Pointer(), b.Pointer())
	case reflect.Struct:
		for i := 0; i < a.NumField(); i++ {
			if c := compareKeys(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i := 0; i < a.Len(); i++ {
			if c := compareKeys(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Interface:
		if a.IsNil() || b.IsNil() {
			switch {
			case a.IsNil() && b.IsNil():
				return 0
			case a.IsNil():
				return -1
			}
			return 1
		}
		if c := compareTypes(a.Elem().Type(), b.Elem().Type()); c != 0 {
			return c
		}
		return compareKeys(a.Elem(), b.Elem())
	}
	panic("bad type in compare: " + a.Type().String())
}

// basicTypes are the predeclared types in the order in which Go's linker puts their descriptors.
var basicTypes = [...]reflect.Kind{reflect.String, reflect.Int8, reflect.Uint8, reflect.Int16, reflect.Uint16, reflect.Int32,
	reflect.Uint32, reflect.Int64, reflect.Uint64, reflect.Int, reflect.Uint, reflect.Uintptr, reflect.Complex64,
	reflect.Complex128, reflect.Float32, reflect.Float64, reflect.Bool}

// compareTypes orders types as the addresses of their descriptors are ordered in a linked program: by the size of the
// descriptor, then the program's own before the predeclared ones, then by name.
func compareTypes(a, b reflect.Type) int {
	if a == b {
		return 0
	}
	if c := order(descriptorSize(a), descriptorSize(b)); c != 0 {
		return c
	}
	if c := order(typeRank(a), typeRank(b)); c != 0 {
		return c
	}
	if c := order(a.String(), b.String()); c != 0 {
		return c
	}
	return order(reflect.ValueOf(a).Pointer(), reflect.ValueOf(b).Pointer())
}

func typeRank(t reflect.Type) int64 {
	switch {
	case t.PkgPath() != "":
		return 0
	case t.Name() == "":
		return int64(len(basicTypes)) + 1
	}
	for i, k := range basicTypes {
		if k == t.Kind() {
			return int64(i) + 1
		}
	}
	return 0
}

func descriptorSize(t reflect.Type) int64 {
	n := 48
	switch t.Kind() {
	case reflect.Array:
		n += 24
	case reflect.Chan:
		n += 16
	case reflect.Pointer:
		n += 8
	case reflect.Struct:
		n += 32 + 24*t.NumField()
	}
	if t.Name() != "" || t.NumMethod() > 0 {
		n += 16 + 16*t.NumMethod()
	}
	return int64(n)
}
