package slog

import (
	"runtime"
	"slices"
	"time"
)

// A Record has the first attributes inside, and a slice for more.
const inside = 5

// Record is one call of a Logger's methods. A copy shares the slice of attributes: after copying, change neither, or make a Clone.
type Record struct {
	Time    time.Time // when; a zero time is not shown
	Message string
	Level   Level
	PC      uintptr // where, as runtime.Callers tells; or 0
	first   [inside]Attr
	used    int // of first
	more    []Attr
}

// NewRecord returns a Record without attributes.
func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

// Clone returns a copy that can be changed independently of r.
func (r Record) Clone() Record {
	r.more = slices.Clip(r.more)
	return r
}

// NumAttrs returns the number of attributes.
func (r Record) NumAttrs() int { return r.used + len(r.more) }

// Attrs calls f for the attributes in turn, until it returns false.
func (r Record) Attrs(f func(Attr) bool) {
	for i := range r.used {
		if !f(r.first[i]) {
			return
		}
	}
	for _, a := range r.more {
		if !f(a) {
			return
		}
	}
}

// AddAttrs adds attributes, but no empty groups.
func (r *Record) AddAttrs(attrs ...Attr) {
	for len(attrs) > 0 && r.used < inside {
		r.addInside(attrs[0])
		attrs = attrs[1:]
	}
	if n := len(r.more); cap(r.more) > n && !r.more[: n+1 : n+1][n].isEmpty() {
		// What stands behind was added to a copy that shares the slice.
		r.more = append(slices.Clip(r.more),
			String("!BUG", "AddAttrs unsafely called on copy of Record made without using Record.Clone"))
	}
	for _, a := range attrs {
		if !isEmptyGroup(a) {
			r.more = append(r.more, a)
		}
	}
}

func (r *Record) addInside(a Attr) {
	if !isEmptyGroup(a) {
		r.first[r.used] = a
		r.used++
	}
}

// Add adds attributes, given as the methods of Logger are.
func (r *Record) Add(args ...any) {
	for len(args) > 0 {
		var a Attr
		a, args = next(args)
		if r.used < inside {
			r.addInside(a)
		} else if !isEmptyGroup(a) {
			r.more = append(r.more, a)
		}
	}
}

// Source is a place in a program.
type Source struct {
	Function string `json:"function"` // with its package
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// Source returns the place of r.PC, or nil.
func (r Record) Source() *Source {
	if r.PC == 0 {
		return nil
	}
	f, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	return &Source{f.Function, f.File, f.Line}
}

// group returns the source as a group without what is not known.
func (s *Source) group() Value {
	var as []Attr
	if s.Function != "" {
		as = append(as, String("function", s.Function))
	}
	if s.File != "" {
		as = append(as, String("file", s.File))
	}
	if s.Line != 0 {
		as = append(as, Int("line", s.Line))
	}
	return GroupValue(as...)
}
