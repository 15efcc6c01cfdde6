// The specification's "Type assertions".
package main

import (
	"errors"
	"fmt"
	"io"
)

type I interface{ m() }
type J interface {
	I
	n()
}
type T struct{ v int }

func (T) m() {}

type P struct{}

func (*P) m() {}
func (*P) n() {}

type Int int

func try(f func()) {
	defer func() {
		e := recover()
		if err, ok := e.(interface{ RuntimeError() }); ok {
			fmt.Println(err, errors.As(e.(error), new(interface{ RuntimeError() })))
		} else {
			fmt.Println("none", e)
		}
	}()
	f()
}

func as[T any](x any) (T, bool) { v, ok := x.(T); return v, ok }

func main() {
	var x any = 7
	i := x.(int)
	fmt.Println(i, x.(interface{}))
	v, ok := x.(string)
	fmt.Printf("%q %v\n", v, ok)
	var w, ok2 = x.(int)
	w, ok3 := x.(int)
	var ok4 any
	_, ok4 = x.(Int)
	fmt.Println(w, ok2, ok3, ok4)
	if _, ok := x.(Int); !ok {
		fmt.Println("int is not Int")
	}
	var y I = T{3}
	fmt.Println(y.(T).v, y.(interface{ m() }) == y)
	y = &P{}
	_, isJ := y.(J)
	_, isT := y.(T)
	_, isP := y.(*P)
	_, isReader := y.(io.Reader)
	fmt.Println(isJ, isT, isP, isReader)
	type Bool bool
	var b Bool
	_, b = x.(int)
	fmt.Printf("%v %T\n", b, b)
	fmt.Println(as[int](7))
	fmt.Println(as[[]int]([]int{1}))
	fmt.Println(as[error](nil))
	fmt.Println(as[fmt.Stringer](T{}))
	fmt.Println(as[struct{ a int }](struct{ a int }{4}))
	m := map[string]any{"f": func(n int) int { return n * 2 }, "p": &T{5}, "nil": (*T)(nil)}
	fmt.Println(m["f"].(func(int) int)(4), m["p"].(*T).v, m["nil"].(*T) == nil)
	var ok5 = [1]bool{}
	m["got"], ok5[0] = m["p"].(*T)
	fmt.Println(ok5)

	var none any
	var noneI I
	try(func() { _ = x.(string) })
	try(func() { _ = x.(Int) })
	try(func() { _ = x.(I) })
	try(func() { _ = none.(int) })
	try(func() { _ = none.(I) })
	try(func() { _ = none.(any) })
	try(func() { _ = noneI.(T) })
	try(func() { _ = noneI.(any) })
	try(func() { _ = I(T{}).(J) })
	try(func() { _ = any(P{}).(I) })
	try(func() { _ = any(T{}).(*T) })
	try(func() { _ = x.([]map[string]*T) })
	try(func() { _ = any(struct{ a int }{}).(struct{ b int }) })
	try(func() { _, _ = none.(int) })
}
