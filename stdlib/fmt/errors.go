package fmt

import (
	"errors"
	"internal/rt"
)

// Errorf returns an error whose text is formatted; it wraps the operands of %w.
func Errorf(format string, a ...any) (err error) {
	b, pos, arg := fastFormat(nil, format, 0, a, 0)
	if pos == len(format) && arg == len(a) {
		return errors.New(rt.StringOf(b))
	}
	p := &printer{buf: b, wrapErrs: true}
	p.doPrintf(format, a, pos, arg)
	s := rt.StringOf(p.buf)
	switch len(p.wrapped) {
	case 0:
		return errors.New(s)
	case 1:
		w := &wrapError{msg: s}
		w.err, _ = a[p.wrapped[0]].(error)
		return w
	}
	if p.reordered {
		// In the order of the arguments.
		for i := 1; i < len(p.wrapped); i++ {
			for j := i; j > 0 && p.wrapped[j-1] > p.wrapped[j]; j-- {
				p.wrapped[j-1], p.wrapped[j] = p.wrapped[j], p.wrapped[j-1]
			}
		}
	}
	var errs []error
	for i, argNum := range p.wrapped {
		if i > 0 && p.wrapped[i-1] == argNum {
			continue
		}
		if e, ok := a[argNum].(error); ok {
			errs = append(errs, e)
		}
	}
	return &wrapErrors{s, errs}
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
