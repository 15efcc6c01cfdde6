// Package runtime gives programs access to the system that runs them: goroutines, memory, stack traces, and the
// errors that the language itself raises.
package runtime

import (
	"internal/rt"
	"unsafe"
)

// An Error is a run-time error of the language, such as an index out of range.
type Error interface {
	error
	// RuntimeError does nothing; it tells run-time errors from others.
	RuntimeError()
}

// A TypeAssertionError says why a type assertion failed.
type TypeAssertionError struct {
	iface         *rt.Type
	concrete      *rt.Type
	asserted      *rt.Type
	missingMethod string
}

// RuntimeError marks the error as one of the language.
func (*TypeAssertionError) RuntimeError() {}

// Error returns the message of the failed assertion.
func (e *TypeAssertionError) Error() string {
	inter := "interface"
	if e.iface != nil {
		inter = e.iface.Str
	}
	as := e.asserted.Str
	if e.concrete == nil {
		return "interface conversion: " + inter + " is nil, not " + as
	}
	cs := e.concrete.Str
	if e.missingMethod != "" {
		return "interface conversion: " + cs + " is not " + as + ": missing method " + e.missingMethod
	}
	msg := "interface conversion: " + inter + " is " + cs + ", not " + as
	if cs == as {
		if packageOf(e.concrete) != packageOf(e.asserted) {
			msg += " (types from different packages)"
		} else {
			msg += " (types from different scopes)"
		}
	}
	return msg
}

// structKind is reflect.Struct.
const structKind = 25

// packageOf returns the package that makes t differ from types spelled like it: its own, or that of a struct's hidden fields.
func packageOf(t *rt.Type) string {
	if p := t.PkgPath(); p != "" || t.Kind != structKind {
		return p
	}
	for _, f := range (*rt.StructType)(unsafe.Pointer(t)).Fields() {
		if f.PkgPath != "" {
			return f.PkgPath
		}
	}
	return ""
}

// A PanicNilError is the value of a panic caused by panic(nil).
type PanicNilError struct {
	_ [0]*PanicNilError // unlike any other struct
}

// Error returns the message of the panic.
func (*PanicNilError) Error() string { return "panic called with nil argument" }

// RuntimeError marks the error as one of the language.
func (*PanicNilError) RuntimeError() {}

type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// What went wrong in an index or slice expression; the codes are the VM's.
type boundsError struct {
	x      int64
	y      int
	signed bool
	code   uint8
}

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	x := ""
	if e.signed || e.x >= 0 {
		x = rt.Itoa(e.x)
	} else {
		x = utoa(uint64(e.x))
	}
	y := rt.Itoa(int64(e.y))
	if e.code == 8 {
		return "runtime error: cannot convert slice with length " + x + " to array or pointer to array with length " + y
	}
	negative := e.signed && e.x < 0
	const slice = "runtime error: slice bounds out of range ["
	switch e.code {
	case 0:
		if negative {
			return "runtime error: index out of range [" + x + "]"
		}
		return "runtime error: index out of range [" + x + "] with length " + y
	case 1, 2, 4, 5:
		colons := ":"
		if e.code >= 4 {
			colons = "::"
		}
		if negative {
			return slice + colons + x + "]"
		}
		if e.code == 1 || e.code == 4 {
			return slice + colons + x + "] with length " + y
		}
		return slice + colons + x + "] with capacity " + y
	case 3:
		if negative {
			return slice + x + ":]"
		}
		return slice + x + ":" + y + "]"
	case 6:
		if negative {
			return slice + ":" + x + ":]"
		}
		return slice + ":" + x + ":" + y + "]"
	default:
		if negative {
			return slice + x + "::]"
		}
		return slice + x + ":" + y + ":]"
	}
}

func utoa(v uint64) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			return string(buf[i:])
		}
	}
}
