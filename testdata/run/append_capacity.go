package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

type st struct{ items []int }

func show(s []int)        { fmt.Printf("len=%d cap=%d %v\n", len(s), cap(s), s) }
func quiet(s []int)       { fmt.Println(len(s), cap(s)) }
func keep(s []int) []int  { return s }
func sum(s []int) (t int) { for _, v := range s { t += v }; return }
func rec(s []int, n int)  { if n > 0 { rec(s[1:], n-1) }; fmt.Print(len(s), " ") }
func vari(s ...int) int   { return len(s) }
func build(n int) []int   { var s []int; for i := range n { s = append(s, i); fmt.Print(cap(s), " ") }; fmt.Println(); return s }
func named(n int) (s []int) { for i := range n { s = append(s, i); fmt.Print(cap(s), " ") }; fmt.Println(); return }
func gen[T any](x T, n int) { var s []T; for range n { s = append(s, x); fmt.Print(cap(s), " ") }; fmt.Println(len(s)) }

var global []int

func main() {
	var a []int
	for i := 0; i < 10; i++ { a = append(a, i); fmt.Print(cap(a), " ") }
	fmt.Println()
	b := make([]int, 0)
	for i := 0; i < 10; i++ { b = append(b, i); fmt.Print(cap(b), " ") }
	fmt.Println(b)
	c := []string{}
	for i := 0; i < 10; i++ { c = append(c, "x"); fmt.Print(cap(c), " ") }
	fmt.Println(strings.Join(c, ""))
	var d []byte
	for i := 0; i < 40; i++ { d = append(d, 'a'); fmt.Print(cap(d), " ") }
	fmt.Println(string(d))
	var e []int
	for i := 0; i < 5; i++ { e = append(e, i); show(e) }
	var f []int
	for i := 0; i < 5; i++ { f = append(f, i); quiet(f) }
	var g []int
	for i := 0; i < 5; i++ { g = append(g, i); fmt.Print(cap(g), " ") }
	h := g[1:3]
	fmt.Println(cap(h), sum(g), sum(h))
	var k []int
	for i := 0; i < 5; i++ { k = append(k, 5-i); fmt.Print(cap(k), " ") }
	sort.Ints(k)
	slices.Reverse(k)
	fmt.Println(k[0])
	var l []int
	l = append(l, 1, 2, 3)
	fmt.Println(len(l), cap(l))
	var m []int
	m = append(m, 1, 2, 3, 4, 5)
	fmt.Println(len(m), cap(m))
	var n []int
	n = append(n, l...)
	fmt.Println(len(n), cap(n))
	gen(1, 6)
	gen("a", 6)
	gen(struct{ a, b, c int }{}, 6)
	gen(byte(1), 3)
	gen(int32(1), 10)
	var q []int
	q = append(q, 1)
	global = q
	fmt.Println(cap(q), cap(global))
	var s []int
	for i := range 5 { s = append(s, i) }
	rec(s, 3)
	fmt.Println(cap(s), vari(s...))
	var t [][]int
	for i := range 5 { t = append(t, []int{i}); fmt.Print(cap(t), " ") }
	fmt.Println()
	var u []int
	u = append(u, 1)
	pu := &u
	fmt.Println(cap(*pu))
	var v []int
	v = append(v, 1)
	if v != nil { w := v; w = append(w, 2); fmt.Println(cap(v), cap(w)) }
	x := make([]int, 3)
	x = append(x, 4)
	fmt.Println(len(x), cap(x))
	y := []int{1, 2, 3}
	y = append(y, 4)
	fmt.Println(len(y), cap(y))
	var z []float64
	for i := 0; i < 20; i++ { old := cap(z); z = append(z, 1); if cap(z) != old { fmt.Println("grew", old, cap(z)) } }
	var stack []int
	stack = append(stack, 1); stack = append(stack, 2)
	top := stack[len(stack)-1]; stack = stack[:len(stack)-1]
	fmt.Println(top, len(stack), cap(stack))
	var queue []string
	queue = append(queue, "a"); queue = queue[1:]; queue = append(queue, "b")
	fmt.Println(len(queue), cap(queue))
}
