// What the compiler's passes must not change: the order of panics and their texts, values seen after a panic is recovered, aliasing
// of variables, and what closures see.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			var e runtime.Error
			if err, ok := r.(error); ok && errors.As(err, &e) {
				fmt.Println(name, e)
			} else {
				fmt.Println(name, r)
			}
		}
	}()
	f()
	fmt.Println(name, "ok")
}

type box struct {
	n    int
	list []int
	on   []bool
}

func (b *box) at(i int) int             { return b.list[i] }
func (b *box) put(i, v int)             { b.list[i] = v }
func (b *box) is(i int) bool            { return b.on[i] }
func (b *box) set(i int)                { b.on[i] = true }
func (b *box) next(i int) int           { return b.list[i+1] }
func at2(a [][]int, i, j int) int       { return a[i][j] }
func put2(a [][]int, i, j, v int)       { a[i][j] = v }
func row8(a [][]byte, i, j int) byte    { return a[i][j] }
func row32(a [][]int32, i, j int) int32 { return a[i][j] }
func back(a []int, i int) int           { return a[i-1] }
func ahead(a []int, i, v int)           { a[i+1] = v }
func bytesBack(a []byte, i int) byte    { return a[i-3] }

type item struct {
	key  string
	n    int
	next *item
}

func keyOf(a []item, i int) int         { return a[i].n }
func setKey(a []item, i, n int)         { a[i].n = n }
func link(a []item, i int) int          { return a[i].next.n + a[0].n }
func cell(a *[4]byte, i int) byte       { return a[i] }
func setCell(a *[4]byte, i int)         { a[i] = 9 }
func grid(a *[2][3]byte, i, j int) byte { return a[i][j] }
func sumOf(p *item) (t int) {
	for ; p != nil; p = p.next {
		t += p.n
	}
	return
}
func mul(p *struct{ a, b float64 }, k float64) float64 { return k*p.b - p.a*k + (p.a - p.b) }

func dot(x, y []float64) float64 {
	s := 0.0
	for i := range x {
		s += x[i] * y[i]
	}
	return s
}

func swap(a, b int) (int, int) { return b, a }

func fibs(n int) []int {
	var out []int
	a, b := 0, 1
	for len(out) < n {
		out = append(out, a)
		a, b = b, a+b
	}
	return out
}

func divs(n int) [8]int {
	return [8]int{n / 2, n % 2, n / 8, n % 8, n / 1024, n % 1024, n / 7, n % 7}
}

func udivs(n uint) [4]uint { return [4]uint{n / 2, n % 2, n / 4096, n % 4096} }

func tests(n int) (s string) {
	if n%2 == 0 {
		s += "even "
	}
	if n%16 != 0 {
		s += "not16 "
	}
	if n&3 == 0 {
		s += "mask "
	}
	if n&-8 != 0 {
		s += "high "
	}
	return
}

func apply(f func(int) int, n int) int {
	s := 0
	for i := 0; i < n; i++ {
		if i == 7 {
			continue
		}
		s += f(i)
		if s > 1000 {
			break
		}
	}
	return s
}

func each(list []string, f func(int, string) bool) int {
	for i, s := range list {
		if !f(i, s) {
			return i
		}
	}
	return -1
}

func fold[T, A any](xs []T, acc A, f func(A, T) A) A {
	for _, x := range xs {
		acc = f(acc, x)
	}
	return acc
}

type shape interface {
	area() float64
	grow(float64) shape
	name() string
}
type sq struct{ a float64 }
type pair struct{ a, b float64 }
type big struct {
	v [40]float64
	s string
}
type word int

func (s sq) area() float64          { return s.a * s.a }
func (s sq) grow(k float64) shape   { s.a *= k; return s }
func (s sq) name() string           { return "sq" }
func (p pair) area() float64        { return p.a * p.b }
func (p pair) grow(k float64) shape { q := &p; q.a *= k; return *q }
func (p pair) name() string         { return fmt.Sprint("pair", p) }
func (b big) area() float64         { return b.v[39] }
func (b big) grow(k float64) shape  { b.v[39] *= k; return b }
func (b big) name() string          { return b.s }
func (w word) area() float64        { return float64(w) }
func (w word) grow(k float64) shape { return w * word(k) }
func (w word) name() string         { panic("word " + fmt.Sprint(int(w))) }

func stack(f func()) (depth int) {
	f()
	pcs := make([]uintptr, 20)
	n := runtime.Callers(1, pcs)
	frames := runtime.CallersFrames(pcs[:n])
	for {
		fr, more := frames.Next()
		if fr.Function == "main.main" {
			return
		}
		depth++
		if !more {
			return
		}
	}
}

func main() {
	b := &box{list: []int{1, 2, 3}, on: make([]bool, 3)}
	b.put(1, 20)
	b.set(2)
	fmt.Println(b.at(1), b.is(2), b.is(0), b.next(1))
	try("at", func() { b.at(3) })
	try("at-", func() { b.at(-1) })
	try("put", func() { b.put(5, 1) })
	try("is", func() {
		if b.is(3) {
			fmt.Println("?")
		}
	})
	try("set", func() { b.set(9) })
	try("next", func() { b.next(2) })
	try("nil at", func() { (*box)(nil).at(0) })
	try("nil put", func() { (*box)(nil).put(0, 1) })
	try("nil is", func() { (*box)(nil).is(7) })
	m := [][]int{{1, 2, 3}, {4}, nil}
	put2(m, 0, 2, 30)
	fmt.Println(at2(m, 0, 2), at2(m, 1, 0))
	try("row", func() { at2(m, 3, 9) })
	try("column", func() { at2(m, 1, 1) })
	try("nil row", func() { at2(m, 2, 0) })
	try("put row", func() { put2(m, -4, 9, 1) })
	try("put column", func() { put2(m, 1, 2, 1) })
	try("byte", func() { fmt.Println(row8([][]byte{{200}}, 0, 0)); row8([][]byte{{200}}, 0, 1) })
	try("int32", func() { fmt.Println(row32([][]int32{{-5}}, 0, 0)); row32([][]int32{{-5}}, 1, 1) })
	try("back", func() { fmt.Println(back(m[0], 3)); back(m[0], 0) })
	try("ahead", func() { ahead(m[0], 0, 7); fmt.Println(m[0]); ahead(m[0], 2, 7) })
	try("bytesBack", func() { fmt.Println(bytesBack([]byte("abcd"), 4)); bytesBack(nil, 2) })
	try("dot", func() { fmt.Println(dot([]float64{1, 2, 3}, []float64{4, 5, 6})); dot([]float64{1, 2}, []float64{1}) })
	items := []item{{"a", 1, nil}, {"b", 2, nil}}
	items[0].next = &items[1]
	setKey(items, 1, 20)
	fmt.Println(keyOf(items, 1), link(items, 0), sumOf(&items[0]), sumOf(nil))
	try("key", func() { keyOf(items, 2) })
	try("set key", func() { setKey(items, -1, 1) })
	try("link", func() { link(items, 1) })
	bytes := [4]byte{1, 2, 3, 4}
	setCell(&bytes, 2)
	fmt.Println(cell(&bytes, 2), grid(&[2][3]byte{{1, 2, 3}, {4, 5, 6}}, 1, 2))
	try("cell", func() { cell(&bytes, len(items)+2) })
	try("set cell", func() { setCell(&bytes, -len(items)) })
	try("nil cell", func() { cell(nil, 9) })
	try("grid", func() { grid(&[2][3]byte{}, 1, len(items)+1) })
	try("nil mul", func() { fmt.Println(mul(&struct{ a, b float64 }{2, 3}, 4)); mul(nil, 1) })
	x, y := swap(1, 2)
	x, y = y, x
	fmt.Println(x, y, fibs(12))
	for _, n := range []int{0, 1, -1, 7, -7, 8, -8, 1023, -1025, 1 << 62, -1 << 63} {
		fmt.Println(n, divs(n), udivs(uint(n)), tests(n))
	}
	k, c := 3, 0
	fmt.Println(apply(func(x int) int { c++; return x*k + c }, 12), c)
	fmt.Println(apply(func(x int) int {
		if x%2 == 0 {
			return x
		}
		for i := 0; i < 3; i++ {
			x += i
		}
		return -x
	}, 20))
	found := ""
	fmt.Println(each([]string{"a", "b", "c"}, func(i int, s string) bool { found += s; return s != "b" }), found)
	fmt.Println(fold([]int{1, 2, 3}, "", func(a string, x int) string { return a + fmt.Sprint(x) }))
	fmt.Println(fold([]float64{1, 2, 3}, 1.0, func(a, x float64) float64 { return a*x + 1 }))
	var kept []func() int
	for i := 0; i < 3; i++ {
		inc := func() int { i += 10; return i }
		before := i
		inc()
		i = before
		kept = append(kept, inc)
	}
	for _, f := range kept {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	twice := func(f func() int) int { return f() + f() }
	n := 0
	fmt.Println(twice(func() int { n++; return n }), n)
	p := func() *int { v := 5; return &v }
	p1, p2 := p(), p()
	*p1 = 6
	fmt.Println(*p1, *p2, p1 == p2)
	shapes := []shape{sq{2}, pair{2, 3}, big{s: "big"}, word(4), &sq{5}}
	for round := 0; round < 3; round++ {
		t := 0.0
		for i, s := range shapes {
			t += s.area()
			shapes[i] = s.grow(2)
		}
		fmt.Println(t)
	}
	for _, s := range shapes {
		try("name", func() { fmt.Println(s.name()) })
	}
	try("nil shape", func() { var s shape; s.area() })
	fmt.Println(stack(func() { c++ }) > 0)
	try("literal", func() {
		div := func(a, b int) int { return a / b }
		fmt.Println(div(6, 3))
		fmt.Println(div(6, c-c))
	})
}
