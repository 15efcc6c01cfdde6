// The specification's "The zero value".
package main

import "fmt"

type T struct {
	i    int
	f    float64
	next *T
}

type All struct {
	b  bool
	i8 int8
	u  uintptr
	c  complex64
	s  string
	p  *All
	sl []All
	m  map[string]All
	ch chan All
	fn func(All) All
	e  error
	a  [2]struct{ s string }
	T
}

func zero[V any]() (v V) { return }

func results() (a All, n int, s []int) { return }

var global All
var matrix [2][2]*T

func main() {
	t := new(T)
	var u T
	fmt.Println(t.i == 0, t.f == 0.0, t.next == nil, *t == u, *t == T{}, *t == zero[T]())
	var a All
	fmt.Printf("%v %v %v\n", a.b, a.i8, a.u)
	fmt.Printf("%+v %q\n", a.c, a.s)
	fmt.Println(a.p == nil, a.sl == nil, a.m == nil, a.ch == nil, a.fn == nil, a.e == nil, a.a, a.T, global.p == nil, matrix)
	made := make([]All, 2)
	mm := make(map[string]T)
	fmt.Println(made[1].i8, made[1].s == "", mm["none"] == T{}, len(append(made, a)[2].a))
	r, n, s := results()
	fmt.Println(r.s == "", n, s == nil, zero[[]int]() == nil, zero[any]() == nil, zero[[3]int](), zero[*int]() == nil, zero[struct{}]())
	grown := append([]int{1}, make([]int, 3)...)
	sub := make([]int, 1, 8)[:8]
	for range 3 { // a variable is zero again each time it is declared
		var x [2]int
		var q *int
		x[0]++
		fmt.Print(x, q == nil, " ")
		q = &x[0]
		_ = q
	}
	fmt.Println(grown, sub)
	ch := make(chan T)
	close(ch)
	fmt.Println(<-ch == T{}, func() (x float64) { return }(), [3]string{1: "b"}[2] == "")
}
