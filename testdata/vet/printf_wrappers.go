package main

import (
	"fmt"
	"io"
	"log"
)

type logger struct{ w io.Writer }

func (l *logger) printf(format string, args ...any) { fmt.Fprintf(l.w, format, args...) }
func (l *logger) print(args ...any)                 { fmt.Fprintln(l.w, args...) }
func (l logger) twice(format string, args ...any) {
	l.printf(format, args...)
	l.printf(format, args...)
}
func (l *logger) prefixed(format string, args ...any) { l.printf("x: "+format, args...) }
func (l *logger) lost(format string, args ...any)     { l.printf(format, args) }
func (l *logger) lost2(args ...any)                   { fmt.Println(args) }
func (l *logger) changed(format string, args ...any) {
	format = "x" + format
	l.printf(format, args...)
}
func (l *logger) address(format string, args ...any) {
	p := &format
	_ = p
	l.printf(format, args...)
}
func errorf(format string, args ...any) error { return fmt.Errorf(format, args...) }
func sprint(args ...any) string               { return fmt.Sprint(args...) }
func notForwarded(format string, args ...any) {}
func stringsOnly(format string, args ...string) {
	fmt.Println(format, args)
}

// Mutually recursive.
func even(n int, format string, args ...any) { odd(n-1, format, args...) }
func odd(n int, format string, args ...any) {
	if n == 0 {
		log.Printf(format, args...)
	}
	even(n-1, format, args...)
}

var debugf = func(format string, args ...any) { log.Printf(format, args...) }

type holder struct{ f func(format string, args ...any) }

type generic[T any] struct{}

func (generic[T]) logf(format string, args ...any) { log.Printf(format, args...) }

func genericf[T any](x T, format string, args ...any) { log.Printf(format, args...) }

type embedded struct{ *logger }

func main() {
	l := &logger{}
	l.printf("%d", "a")
	l.print("%d", 1)
	l.twice("%s", 1)
	l.prefixed("%d", "a")
	l.lost("%d", "a")
	l.changed("%d", "a")
	l.address("%d", "a")
	_ = errorf("%w %d", nil, "a")
	_ = sprint("%d", 1)
	notForwarded("%d", "a")
	stringsOnly("%d", "a")
	even(1, "%d", "a")
	odd(1, "%d")
	debugf("%d", "a")
	var h holder
	h.f = func(format string, args ...any) { log.Printf(format, args...) }
	h.f("%d", "a")
	infof := func(format string, args ...any) { log.Printf(format, args...) }
	infof("%d", "a")
	generic[int]{}.logf("%d", "a")
	genericf(1, "%d", "a")
	genericf[string]("", "%s", 1)
	embedded{l}.printf("%d", "a")
	(*logger).printf(l, "%d", "a")
	var s string
	l.printf(s)
	l.printf("%d", 1)
}
