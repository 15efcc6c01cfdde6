package main

import "io"

type A interface{ M() int }
type B interface{ M() string }
type C interface {
	M() int
	N()
}
type readSeeker interface{ Read() }

func f[T any](x any, y A) {
	_ = x.(B)
	_, _ = y.(interface{ M() T })
}

func main() {
	var a A
	var r io.Reader
	_, _ = a.(B)
	_, _ = a.(C)
	_, _ = a.(io.Reader)
	_ = r.(readSeeker)
	_, _ = r.(io.ReadWriter)
	switch a.(type) {
	case B:
	case C, interface{ M() bool }:
	case nil:
	case int2:
	}
	switch x := r.(type) {
	case readSeeker:
		_ = x
	}
	f[int](nil, nil)
}

type int2 int

func (int2) M() int { return 1 }
