package main

import "fmt"

type I interface{ M(int) int }
type T struct{ n int }

func (t T) M(i int) int { return 10 / (t.n - i) }

type P struct{ m map[string]int }

func (p *P) M(i int) int { p.m["x"] = i; return i }

type E struct {
	*P
	T2
}
type T2 struct{ v []int }

func (t T2) At(i int) int   { return t.v[i] }
func (t *T2) Set(i int) int { t.v[i] = 1; return i }

func try(name string, f func()) {
	defer func() {
		r := recover()
		fmt.Println(name, r)
	}()
	f()
}

func gen[K comparable, V any](m map[K]V, k K, f func(V)) { f(m[k]) }

type G[X any] struct{ x X }

func (g *G[X]) Boom(s string) { panic(s) }

func main() {
	var i I = T{3}
	f := i.M
	try("method value", func() { f(3) })
	try("iface", func() { i.M(3) })
	e := E{&P{}, T2{[]int{1}}}
	try("promoted", func() { e.M(2) })
	try("promoted2", func() { e.At(2) })
	g := e.Set
	try("promoted3", func() { g(2) })
	try("generic", func() { gen(map[int]string{}, 1, func(s string) { panic("in gen " + s) }) })
	(&G[int]{}).Boom("last")
}
