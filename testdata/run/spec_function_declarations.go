// The specification's "Function declarations" and "Method declarations".
package main

import (
	"fmt"
	"math"
)

func IndexRune(s string, r rune) int {
	for i, c := range s {
		if c == r {
			return i
		}
	}
	return -1
}

func min[T ~int | ~float64](x, y T) T {
	if x < y {
		return x
	}
	return y
}

func terminating(n int) int {
	if n > 0 {
		return 1
	} else {
		panic("no result needed")
	}
}

func forever() int {
	for {
		if true {
			return 3
		}
	}
}

func init() { fmt.Println("init one") }
func init() { fmt.Println("init two") }

type Point struct{ x, y float64 }

func (p Point) Length() float64 { return math.Sqrt(p.x*p.x + p.y*p.y) }
func (p *Point) Scale(factor float64) {
	p.x *= factor
	p.y *= factor
}
func (Point) Unnamed() string       { return "unnamed receiver" }
func (_ *Point) Blank() string      { return "blank receiver" }
func (p *Point) NilSafe() bool      { return p == nil }
func (Point) Paren() string         { return "parenthesized" }
func (p *(Point)) ParenPtr() string { return "parenthesized pointer" }

type IntAlias = *Counter
type Counter int

func (c *Counter) Inc() Counter { *c++; return *c }
func (c IntAlias) Two() Counter { c.Inc(); return c.Inc() }

type Func func(int) int

func (f Func) Apply(xs ...int) (out []int) {
	for _, x := range xs {
		out = append(out, f(x))
	}
	return
}

type Stack []int

func (s *Stack) Push(v int) { *s = append(*s, v) }
func (s *Stack) Pop() (v int) {
	old := *s
	v, *s = old[len(old)-1], old[:len(old)-1]
	return
}

type Set map[string]struct{}

func (s Set) Add(k string) Set { s[k] = struct{}{}; return s }

type Pair[A, B any] struct {
	a A
	b B
}

func (p Pair[A, B]) Swap() Pair[B, A]  { return Pair[B, A]{p.b, p.a} }
func (p *Pair[First, _]) First() First { return p.a }

// A method and a field of another type, or a function, may have the same name.
func Length(s string) int { return len(s) }

type Chan chan int

func (c Chan) Send(vs ...int) Chan {
	for _, v := range vs {
		c <- v
	}
	close(c)
	return c
}

// The receiver is evaluated and copied when the method is called.
func (p Point) Moved() Point { p.x++; return p }

func mutual(n int) string {
	if n == 0 {
		return "even"
	}
	return other(n - 1)
}
func other(n int) string {
	if n == 0 {
		return "odd"
	}
	return mutual(n - 1)
}

func main() {
	fmt.Println(IndexRune("héllo", 'l'), IndexRune("", 'x'), min(2, 1), min(1.5, 2.5), terminating(1), forever())
	p := Point{3, 4}
	p.Scale(2)
	q := &p
	fmt.Println(p.Length(), q.Length(), p.Unnamed(), p.Blank(), (*Point)(nil).NilSafe(), p.Paren(), p.ParenPtr(), p.Moved(), p)
	var c Counter
	fmt.Println(c.Inc(), c.Two(), c)
	fmt.Println(Func(func(x int) int { return x * x }).Apply(1, 2, 3), Length("four"))
	var s Stack
	s.Push(1)
	s.Push(2)
	fmt.Println(s.Pop(), s, len(Set{}.Add("a").Add("b").Add("a")))
	pr := Pair[int, string]{1, "b"}
	sw := pr.Swap()
	fmt.Printf("%v %T %v\n", sw, sw, sw.First())
	for v := range make(Chan, 3).Send(1, 2, 3) {
		fmt.Print(v, " ")
	}
	fmt.Println(mutual(7), mutual(10))
}
