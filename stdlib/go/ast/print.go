package ast

import (
	"fmt"
	"go/token"
	"io"
	"os"
	"reflect"
	"strings"
)

// FieldFilter says whether Fprint is to show a field.
type FieldFilter func(name string, value reflect.Value) bool

// NotNilFilter is a FieldFilter: what is not nil.
func NotNilFilter(_ string, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return !v.IsNil()
	}
	return true
}

// Print prints a tree to standard output, without fields that are nil.
func Print(fset *token.FileSet, x any) error { return Fprint(os.Stdout, fset, x, NotNilFilter) }

// Fprint prints a tree to w, line by line with numbers. Places are shown by fset, if that is not nil; of fields, those that f
// wants, if it is not nil. A node that occurs again is shown as the number of its line.
func Fprint(w io.Writer, fset *token.FileSet, x any, f FieldFilter) error {
	d := dumper{w: w, fset: fset, filter: f, seen: make(map[any]int), atStart: true}
	if x == nil {
		d.text("nil")
	} else {
		d.value(reflect.ValueOf(x))
	}
	d.text("\n")
	return d.err
}

// dumper writes lines; after an error nothing.
type dumper struct {
	w       io.Writer
	fset    *token.FileSet
	filter  FieldFilter
	seen    map[any]int // lines of pointers
	depth   int
	line    int
	atStart bool // of a line
	err     error
}

func (d *dumper) write(s string) {
	if d.err == nil {
		_, d.err = io.WriteString(d.w, s)
	}
}

func (d *dumper) text(s string) {
	for s != "" {
		line, rest, more := strings.Cut(s, "\n")
		if d.atStart && line != "" {
			d.write(fmt.Sprintf("%6d  ", d.line) + strings.Repeat(".  ", d.depth))
			d.atStart = false
		}
		if more {
			line += "\n"
			d.line++
			d.atStart = true
		}
		d.write(line)
		s = rest
	}
}

func (d *dumper) textf(format string, args ...any) { d.text(fmt.Sprintf(format, args...)) }

// items shows n things in braces, each on a line.
func (d *dumper) items(n int, show func(i int)) {
	if n > 0 {
		d.depth++
		d.text("\n")
		for i := range n {
			show(i)
			d.text("\n")
		}
		d.depth--
	}
	d.text("}")
}

func (d *dumper) value(v reflect.Value) {
	if !NotNilFilter("", v) {
		d.text("nil")
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		d.value(v.Elem())
	case reflect.Map:
		d.textf("%s (len = %d) {", v.Type(), v.Len())
		keys := v.MapKeys()
		d.items(len(keys), func(i int) {
			d.value(keys[i])
			d.text(": ")
			d.value(v.MapIndex(keys[i]))
		})
	case reflect.Pointer:
		d.text("*")
		p := v.Interface()
		if line, ok := d.seen[p]; ok {
			d.textf("(obj @ %d)", line)
			return
		}
		d.seen[p] = d.line
		d.value(v.Elem())
	case reflect.Slice:
		if b, ok := v.Interface().([]byte); ok {
			d.textf("%#q", b)
			return
		}
		d.textf("%s (len = %d) {", v.Type(), v.Len())
		d.elements(v)
	case reflect.Array:
		d.textf("%s {", v.Type())
		d.elements(v)
	case reflect.Struct:
		t := v.Type()
		d.textf("%s {", t)
		var fields []int
		for i := range t.NumField() {
			if name := t.Field(i).Name; IsExported(name) && (d.filter == nil || d.filter(name, v.Field(i))) {
				fields = append(fields, i)
			}
		}
		d.items(len(fields), func(i int) {
			d.text(t.Field(fields[i]).Name + ": ")
			d.value(v.Field(fields[i]))
		})
	default:
		switch x := v.Interface().(type) {
		case string:
			d.textf("%q", x)
		case token.Pos:
			if d.fset != nil {
				d.text(d.fset.Position(x).String())
			} else {
				d.textf("%v", x)
			}
		default:
			d.textf("%v", x)
		}
	}
}

func (d *dumper) elements(v reflect.Value) {
	d.items(v.Len(), func(i int) {
		d.textf("%d: ", i)
		d.value(v.Index(i))
	})
}
