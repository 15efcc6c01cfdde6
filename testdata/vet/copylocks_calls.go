package main

import (
	"fmt"
	"sync"
	"unsafe"
)

type T struct {
	mu sync.Mutex
	n  int
}

func take(t T)              {}
func takes(a, b T, n int)   {}
func pointer(t *T)          {}
func many(ts ...T)          {}
func (t T) value()          {}
func (t *T) pointerMethod() {}
func ret(t *T) T            { return *t }
func retNew() T             { return T{} }
func named() (t T)          { return }

func main() {
	var t T
	var ts [3]T
	take(t)
	takes(t, T{}, 1)
	pointer(&t)
	many(t, t)
	fmt.Println(t, t.n, &t)
	_ = len(ts)
	_ = unsafe.Sizeof(t)
	f := func(t T) {}
	f(t)
	t.value()
	_ = []T{t}
	_ = map[string]T{"a": t}
	_ = struct{ t T }{t: t}
	_ = []*T{&t}
	ch := make(chan T, 1)
	ch <- t
	_ = interface{}(t)
	_ = new(T)
	var x any = t
	_ = x.(T)
}
