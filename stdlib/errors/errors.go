// Package errors makes errors and takes chains of them apart.
package errors

import (
	"internal/rt"
	"unsafe"
)

type errorString struct{ s string }

func (e *errorString) Error() string { return e.s }

// New returns an error with the given text. Each call makes a distinct value.
func New(text string) error { return &errorString{text} }

// ErrUnsupported says that an operation cannot be done because it is not supported.
var ErrUnsupported = New("unsupported operation")

// Unwrap returns what err's Unwrap method (of type func() error) returns, or nil if it has none.
func Unwrap(err error) error {
	u, ok := err.(interface{ Unwrap() error })
	if !ok {
		return nil
	}
	return u.Unwrap()
}

// Is reports whether target is in err's tree: equal to an error of it, or accepted by an Is method of one.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, comparable_(target))
}

func comparable_(err error) bool {
	return (*rt.Eface)(unsafe.Pointer(&err)).Type.Flags&rt.FlagComparable != 0
}

func is(err, target error, comparable bool) bool {
	for {
		if comparable && err == target {
			return true
		}
		if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if is(e, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// As finds the first error in err's tree that is assignable to what target points to, stores it there, and reports
// whether it found one. It panics if target is not a non-nil pointer to an interface or to a type that implements error.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	e := rt.EfaceOf(&target)
	if e.Type.Kind != kindPointer || e.Data == nil {
		panic("errors: target must be a non-nil pointer")
	}
	elem := (*rt.PtrType)(unsafe.Pointer(e.Type)).Elem
	if elem.Kind != kindInterface && !rt.Implements(elem, errorType()) {
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target, e.Data, elem)
}

const (
	kindInterface = 20
	kindPointer   = 22
)

func errorType() *rt.Type {
	var e *error
	return (*rt.PtrType)(unsafe.Pointer(rt.TypeOf(e))).Elem
}

func as(err error, target any, p unsafe.Pointer, elem *rt.Type) bool {
	for {
		t := (*rt.Eface)(unsafe.Pointer(&err)).Type
		if elem.Kind == kindInterface {
			if rt.Implements(t, elem) {
				*(*error)(p) = err
				return true
			}
		} else if t == elem {
			rt.StoreIface(p, *(*any)(unsafe.Pointer(&err)))
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if e != nil && as(e, target, p, elem) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// AsType finds the first error in err's tree that is of type E and returns it.
func AsType[E error](err error) (E, bool) {
	if err == nil {
		var zero E
		return zero, false
	}
	var pe *E
	return asType(err, &pe)
}

func asType[E error](err error, ppe **E) (E, bool) {
	for {
		if e, ok := err.(E); ok {
			return e, true
		}
		if x, ok := err.(interface{ As(any) bool }); ok {
			if *ppe == nil {
				*ppe = new(E)
			}
			if x.As(*ppe) {
				return **ppe, true
			}
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
			if err == nil {
				var zero E
				return zero, false
			}
		case interface{ Unwrap() []error }:
			for _, e := range x.Unwrap() {
				if e == nil {
					continue
				}
				if v, ok := asType(e, ppe); ok {
					return v, true
				}
			}
			var zero E
			return zero, false
		default:
			var zero E
			return zero, false
		}
	}
}

type joinError struct{ errs []error }

// Join returns an error that wraps those of errs that are not nil; nil if there is none. Its text is theirs, one a line.
func Join(errs ...error) error {
	n := 0
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	e := &joinError{errs: make([]error, 0, n)}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	return e
}

func (e *joinError) Error() string {
	if len(e.errs) == 1 {
		return e.errs[0].Error()
	}
	b := []byte(e.errs[0].Error())
	for _, err := range e.errs[1:] {
		b = append(b, '\n')
		b = append(b, err.Error()...)
	}
	return rt.StringOf(b)
}

func (e *joinError) Unwrap() []error { return e.errs }
