package main

import (
	"errors"
	"fmt"
	"os"
)

type W struct{}

func (W) Write(p []byte) (int, error)               { return 0, nil }
func (W) Printf(format string, args ...interface{}) {}
func (W) Println(args ...interface{})               {}
func (W) Errorf(format string, args ...interface{}) error {
	return fmt.Errorf(format, args...)
}

type X struct{ W }

func (x X) Fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format, args...)
	os.Exit(1)
}

func (x X) Wrap(err error, format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{err}, args...)...)
}

func (x X) Nested(format string, args ...any) {
	func() {
		fmt.Printf(format, args...)
	}()
}

func (x X) Deferred(format string, args ...any) {
	defer fmt.Printf(format, args...)
}

func (x X) Swapped(args ...any) {
	x.Nested(args[0].(string), args[1:]...)
}

func (x X) Extra(n int, format string, args ...any) {
	fmt.Fprintf(x, format, args...)
}

func (x X) Sprint(prefix string, args ...any) string {
	return fmt.Sprint(args...)
}

func main() {
	var x X
	x.Printf("%d", "a")
	x.Println("%d")
	_ = x.Errorf("%d %w", "a", errors.New(""))
	_ = x.Errorf("%w", errors.New(""))
	x.Fatalf("%d", "a")
	_ = x.Wrap(nil, "%d", "a")
	x.Nested("%d", "a")
	x.Deferred("%d", "a")
	x.Swapped("%d", "a")
	x.Extra(1, "%d", "a")
	_ = x.Sprint("%d", "%s")
	f := x.Nested
	f("%d", "a")
	X.Nested(x, "%d", "a")
	(&x).Nested("%d", "a")
	func(format string, args ...any) { fmt.Printf(format, args...) }("%d", "a")
}
