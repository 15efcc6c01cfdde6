// The specification's "Errors" and "Run-time panics".
package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
)

type PathError struct {
	Op  string
	Err error
}

func (e *PathError) Error() string { return e.Op + ": " + e.Err.Error() }
func (e *PathError) Unwrap() error { return e.Err }

func read(fail bool) (n int, err error) {
	if fail {
		return 0, &PathError{"read", io.ErrUnexpectedEOF}
	}
	return 4, nil
}

func try(what string, f func()) {
	defer func() {
		e := recover()
		re, isRuntime := e.(runtime.Error)
		_, isError := e.(error)
		fmt.Println(what+":", e, isRuntime, isError)
		if isRuntime {
			var target runtime.Error
			if !errors.As(fmt.Errorf("wrapped: %w", re), &target) || target != re {
				fmt.Println("not found by errors.As")
			}
		}
	}()
	f()
}

type I interface{ M() }

func main() {
	var err error
	fmt.Println(err == nil)
	if n, err := read(false); err == nil {
		fmt.Println(n)
	}
	_, err = read(true)
	var pe *PathError
	fmt.Println(err, errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &pe), pe.Op, errors.Unwrap(err) == io.ErrUnexpectedEOF)
	var nilPE *PathError
	err = nilPE
	fmt.Println(err != nil)

	zero, five, neg := 0, 5, -1
	var p *struct{ x [4]int }
	var m map[string]int
	var i I
	var e any = "text"
	var f func()
	s := []int{1, 2, 3}
	try("divide", func() { fmt.Println(1 / zero) })
	try("modulo", func() { five %= zero })
	try("index", func() { s[five] = 1 })
	try("array", func() { var a [3]int; fmt.Println(a[five]) })
	try("string", func() { fmt.Println("abc"[five]) })
	try("slice", func() { fmt.Println(s[five:]) })
	try("nil dereference", func() { p.x[1]++ })
	try("nil map", func() { m["x"] = 1 })
	try("nil interface", func() { i.M() })
	try("nil function", func() { f() })
	try("assertion", func() { _ = e.(int) })
	try("missing method", func() { _ = e.(I) })
	try("uncomparable", func() { fmt.Println(e == any(s), any(s) == any(s)) })
	try("unhashable", func() { fmt.Println(map[any]int{}[s]) })
	try("shift", func() { fmt.Println(1 << neg) })
	try("make", func() { _ = make([]int, neg) })
	try("chan", func() { _ = make(chan int, neg) })
	try("close nil", func() { var c chan int; close(c) })
	try("close closed", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("array of slice", func() { _ = [4]int(s) })
	try("panic", func() { panic("user") })
	try("error", func() { panic(io.EOF) })
	try("panic nil", func() { panic(nil) })
	try("overflow is none", func() { five += 1 << 62; five *= 8 })
}
