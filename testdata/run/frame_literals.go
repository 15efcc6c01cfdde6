// Literals whose addresses or slices stay in their functions, and others that look like them.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
)

type P struct {
	x, y int
	s    []int
	n    *P
}

func (p *P) move(d []int) { p.x += d[0]; p.y += d[1] }
func (p *P) list(i int)   { p.s = append(p.s, i) }
func sum(s []int) (t int) {
	for _, x := range s {
		t += x
	}
	return
}
func hold(s []int)          { held = s }
func first(s []int) []int   { return s[:1] }
func inplace(s []int)       { sort.Ints(s) }
func byDot(xs ...int) []int { return xs }

var held []int

func garbage() {
	for i := 0; i < 20; i++ {
		_ = make([]int, 100)
	}
	runtime.GC()
}

func grid(n int) int {
	t := 0
	for i := 0; i < n; i++ {
		dx := []int{0, 1, 0, -1}
		dy := []int{i, 0, -1, 0}
		for k := range dx {
			p := &P{x: i, y: i}
			p.move([]int{dx[k], dy[k]})
			p.list(k)
			garbage()
			p.list(p.x)
			t += p.x*10 + p.y + sum(p.s)
		}
	}
	return t
}

func escapes() []*P {
	var out []*P
	for i := 0; i < 3; i++ {
		p := &P{x: i}
		q := p
		if i > 0 {
			out = append(out, q)
		}
		r := &P{x: 100}
		r.n = p
	}
	garbage()
	return out
}

func chain() *P {
	a := &P{x: 1}
	b := &P{x: 2, n: a}
	c := &P{x: 3, n: b}
	return c
}
func localChain() int {
	a := &P{x: 1}
	for i := 0; i < 4; i++ {
		a = &P{x: i, n: a}
		garbage()
	}
	t := 0
	for p := a; p != nil; p = p.n {
		t = t*10 + p.x
	}
	return t
}
func prev() {
	var last *P
	for i := 0; i < 3; i++ {
		p := &P{x: i}
		if last != nil {
			fmt.Print(last.x, " ")
		}
		last = p
	}
	fmt.Println()
	var ls []int
	for i := 0; i < 3; i++ {
		s := []int{i, i}
		if ls != nil {
			fmt.Print(ls, " ")
		}
		ls = s
	}
	fmt.Println()
}
func cond(b bool) int {
	p := &P{x: 1}
	q := &P{x: 2}
	if b {
		p = q
	}
	garbage()
	return p.x
}
func inter() {
	p := &P{x: 3}
	var i any = p
	garbage()
	fmt.Println(i.(*P).x)
	s := []int{3, 1, 2}
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
	fmt.Println(s)
	t := []int{3, 1, 2}
	inplace(t)
	fmt.Println(sum(t), t[0])
	u := []string{"b", "a"}
	sort.Strings(u)
	fmt.Println(strings.Join(u, "-"))
	w := []int{1, 2, 3}
	hold(w)
	garbage()
	w[0] = 9
	fmt.Println(held)
	v := []int{5, 6}
	f := first(v)
	garbage()
	fmt.Println(f, len(v))
	z := []int{1, 2, 3, 4}
	z2 := z[1:3]
	z2 = append(z2, 50)
	z2 = append(z2, 60)
	z2[0] = 7
	fmt.Println(z[1], z[3], len(z2), cap(z2) >= 4, z2[3])
	y := byDot(w...)
	y[1] = 100
	fmt.Println(w)
}
func defers() {
	p := &P{x: 1}
	defer func() { fmt.Println("d", p.x) }()
	q := &P{x: 5}
	defer q.show()
	q.x = 6
	p.x = 2
}
func (p *P) show()    { fmt.Println("show", p.x) }
func (p P) val() int  { return p.x }
func (p *P) self() *P { return p }
func methodvals() {
	p := &P{x: 1}
	f := p.show
	p.x = 2
	f()
	q := &P{x: 4}
	g := q.val
	q.x = 5
	fmt.Println(g(), q.val())
	r := &P{x: 8}
	r.self().x++
	fmt.Println(r.x)
	h := (*P).show
	t := &P{x: 77}
	h(t)
}
func recur(n int, up *P) int {
	me := &P{x: n}
	s := []int{n, n + 1}
	if up != nil {
		up.x += me.x
	}
	if n > 0 {
		k := recur(n-1, me)
		garbage()
		return k + me.x + sum(s)
	}
	return me.x
}
func loopvar() {
	var s [3]*int
	for i := range 3 {
		s[i] = &i
	}
	fmt.Println(*s[0], *s[1], *s[2])
	for i, v := range []int{4, 5} {
		p, q := &i, &v
		*p += *q
		fmt.Print(i, v, " ")
	}
	fmt.Println()
}
func seq(yield func(*P) bool) {
	for i := 0; i < 3; i++ {
		p := &P{x: i}
		if !yield(p) {
			return
		}
	}
}
func ranges() {
	var ps []*P
	for p := range seq {
		ps = append(ps, p)
		loc := &P{x: p.x * 2}
		loc.move([]int{1, 1})
		fmt.Print(loc.x, " ")
	}
	garbage()
	for _, p := range ps {
		fmt.Print(p.x, " ")
	}
	fmt.Println()
	acc := P{}
	for p := range seq {
		acc.move([]int{p.x, 1})
		pp := &acc
		pp.x++
	}
	fmt.Println(acc.x, acc.y)
}
type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}
func generic() {
	s := &stack[string]{}
	for _, w := range strings.Fields("a b c") {
		s.push(w)
		garbage()
	}
	var t stack[*P]
	t.push(&P{x: 9})
	garbage()
	p, _ := t.pop()
	x, ok := s.pop()
	fmt.Println(p.x, x, ok)
}
func gotos() {
	i := 0
	var keep []*int
again:
	x := i
	p := &x
	*p += 10
	if i < 3 {
		i++
		keep = append(keep, &i)
		goto again
	}
	fmt.Println(x, len(keep))
}
func multi() (a, b int) {
	x, y := 1, 2
	a, b = two(&x, &y)
	p, q := &x, &y
	*p, *q = *q, *p
	return x + a, y + b
}
func two(p, q *int) (int, int) { *p *= 3; *q *= 5; return *p, *q }
func panics() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("r: %v", r)
		}
	}()
	p := &P{x: 1}
	s := []int{1, 2, 3}
	i := 5
	swapi(&i, s)
	return fmt.Errorf("no %d", p.x)
}
func swapi(p *int, s []int) { s[*p] = 1 }

func main() {
	fmt.Println(grid(3))
	for _, p := range escapes() {
		fmt.Print(p.x, " ")
	}
	fmt.Println()
	c := chain()
	garbage()
	fmt.Println(c.x, c.n.x, c.n.n.x, localChain())
	prev()
	fmt.Println(cond(true), cond(false))
	inter()
	defers()
	methodvals()
	fmt.Println(recur(6, nil))
	loopvar()
	ranges()
	generic()
	gotos()
	fmt.Println(multi())
	fmt.Println(panics())
}
