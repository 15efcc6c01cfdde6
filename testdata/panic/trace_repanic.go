package main

import (
	"errors"
	"fmt"
	"os"
)

type MyErr struct{ code int }

func (e MyErr) Error() string { return fmt.Sprint("my error ", e.code) }

type S struct{ a, b int }

func (s S) String() string { return "stringer" }

func rethrow() {
	defer func() {
		r := recover()
		panic(r)
	}()
	panic(MyErr{5})
}

func wrap() {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Errorf("wrapped: %w", r.(error)))
		}
	}()
	rethrow()
}

func main() {
	defer fmt.Fprintln(os.Stderr, "main deferred")
	if len(os.Args) > 3 {
		panic(errors.New("x"))
	}
	wrap()
}
