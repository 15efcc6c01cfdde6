// runtime.Caller and Callers beyond main, over wrappers and deferred calls.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

//go:noinline
func stack(skip int) string {
	pcs := make([]uintptr, 40)
	n := runtime.Callers(skip, pcs)
	var out []string
	fs := runtime.CallersFrames(pcs[:n])
	for {
		f, more := fs.Next()
		if strings.HasPrefix(f.Function, "runtime.") {
			out = append(out, f.Function)
		} else {
			out = append(out, fmt.Sprint(f.Function, ":", f.Line))
		}
		if !more {
			break
		}
	}
	return strings.Join(out, " < ")
}

//go:noinline
func name(skip int) string {
	pc, _, _, ok := runtime.Caller(skip)
	if !ok {
		return "none"
	}
	return runtime.FuncForPC(pc).Name()
}

type S interface{ Where() string }
type A struct{}

//go:noinline
func (A) Where() string { return stack(1) }

type B struct{ A }
type C struct{ *B }

type Num[T any] struct{ v T }

//go:noinline
func (n Num[T]) Where() string { return stack(1) }

func named() (s string) {
	defer func() { s = stack(1) }()
	return ""
}

func panicked() (s string) {
	defer func() {
		s = stack(0)
		recover()
	}()
	panic("x")
}

func main() {
	for i := range 6 {
		fmt.Println(i, name(i))
	}
	fmt.Println(stack(0))
	var s S = A{}
	fmt.Println(s.Where())
	s = C{&B{}}
	fmt.Println(s.Where())
	f := s.Where
	fmt.Println(f())
	g := (*A).Where
	fmt.Println(g(&A{}))
	h := S.Where
	fmt.Println(h(A{}))
	fmt.Println(Num[int]{}.Where())
	fmt.Println(named())
	fmt.Println(panicked())
	done := make(chan string)
	go func() { done <- stack(1) }()
	fmt.Println(<-done)
	defer func() { fmt.Println("deferred", stack(1)) }()
}
