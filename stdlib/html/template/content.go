package template

import (
	"fmt"
	"reflect"
)

type (
	// CSS is style from a source that is trusted: it is printed as it is.
	CSS string

	// HTML is a part of a page from a source that is trusted.
	HTML string

	// HTMLAttr is an attribute, such as ` dir="ltr"`, from a source that is trusted.
	HTMLAttr string

	// JS is a JavaScript expression from a source that is trusted.
	JS string

	// JSStr is the inside of a JavaScript string from a source that is trusted.
	JSStr string

	// URL is a URL from a source that is trusted.
	URL string

	// Srcset is the value of a srcset attribute from a source that is trusted.
	Srcset string
)

// contentType says which of these types a string had.
type contentType uint8

const (
	contentPlain contentType = iota
	contentCSS
	contentHTML
	contentHTMLAttr
	contentJS
	contentJSStr
	contentURL
	contentSrcset
	contentUnsafe // of attributes only
)

// follow follows pointers up to a value of which done is true, or one that is not a pointer, or nil.
func follow(a any, done func(t reflect.Type) bool) any {
	if a == nil {
		return nil
	}
	v := reflect.ValueOf(a)
	for v.Kind() == reflect.Pointer && !v.IsNil() && !done(v.Type()) {
		v = v.Elem()
	}
	return v.Interface()
}

func isPrintable(t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[fmt.Stringer]()) || t.Implements(reflect.TypeFor[error]())
}

// stringify returns the arguments as fmt.Sprint prints them, and what they are.
func stringify(args []any) (string, contentType) {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s, contentPlain
		}
		switch s := follow(args[0], func(reflect.Type) bool { return false }).(type) {
		case string:
			return s, contentPlain
		case CSS:
			return string(s), contentCSS
		case HTML:
			return string(s), contentHTML
		case HTMLAttr:
			return string(s), contentHTMLAttr
		case JS:
			return string(s), contentJS
		case JSStr:
			return string(s), contentJSStr
		case URL:
			return string(s), contentURL
		case Srcset:
			return string(s), contentSrcset
		}
	}
	var list []any
	for _, a := range args {
		if a != nil {
			list = append(list, follow(a, isPrintable))
		}
	}
	return fmt.Sprint(list...), contentPlain
}

// evalArgs is fmt.Sprint of the arguments, once pointers are followed.
func evalArgs(args ...any) string {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s
		}
	}
	for i, a := range args {
		args[i] = follow(a, isPrintable)
	}
	return fmt.Sprint(args...)
}
