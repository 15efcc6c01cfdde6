// Variables whose addresses are taken: some stay in their frames, some must not.
package main

import (
	"fmt"
	"runtime"
	"strings"
)

type vec struct{ x, y, z float64 }

func (v *vec) add(o *vec)             { v.x += o.x; v.y += o.y; v.z += o.z }
func (v *vec) scaled(k float64) *vec  { v.x *= k; return v }
func (v *vec) dot(o *vec) float64     { return v.x*o.x + v.y*o.y + v.z*o.z }
func keep(v *vec)                     { kept = v }
func maybe(v *vec, n int) {
	if n > 0 {
		other(v, n-1)
	} else {
		v.x = 100
	}
}
func other(v *vec, n int) { maybe(v, n) }
func rec(v *vec, n int) {
	if n == 5 {
		kept = v
		return
	}
	rec2(v, n+1)
}
func rec2(v *vec, n int) { rec(v, n) }

var kept *vec

type node struct {
	v    int
	next *node
}

func (n *node) push(v int) { n.next = &node{v, n.next} }
func (n *node) sum() int {
	s := 0
	for p := n; p != nil; p = p.next {
		s += p.v
	}
	return s
}
func last(n *node) *node {
	for n.next != nil {
		n = n.next
	}
	return n
}

func grow(p *[]int) { *p = append(*p, len(*p)) }
func swap(a, b *int) { *a, *b = *b, *a }
func itoa(n int) string {
	var b [20]byte
	i := len(b)
	for n > 0 || i == len(b) {
		i--
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[i:])
}
func garbage() {
	for i := 0; i < 50; i++ {
		_ = make([]byte, 1000)
	}
	runtime.GC()
}

type T struct {
	s  string
	m  map[string]int
	ps []*int
	p  *int
}

func (t *T) set(k string) {
	if t.m == nil {
		t.m = map[string]int{}
	}
	t.m[k]++
	garbage()
	t.s += k
}
func (t T) String() string { return t.s }
func inner(t *T, depth int) {
	var l T
	l.set("x")
	if depth > 0 {
		inner(&l, depth-1)
	}
	t.set(l.s)
	x := depth
	t.ps = append(t.ps, &x)
}

func loops() {
	var ps []*int
	for i := 0; i < 3; i++ {
		x := i
		ps = append(ps, &x)
	}
	fmt.Println(*ps[0], *ps[1], *ps[2])
	var q *int
	for i := 0; i < 3; i++ {
		x := i
		if q != nil {
			fmt.Println("q", *q)
		}
		q = &x
	}
	for i := 0; i < 3; i++ {
		swap2(&i)
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i := 0; i < 6; i++ {
		p := &i
		*p++
		fmt.Print(i, " ")
	}
	fmt.Println()
	var s []int
	for i := 0; i < 3; i++ {
		a := [3]int{i, i, i}
		if i == 1 {
			s = a[:]
		}
		t := a[1:]
		t[0] = 9
	}
	fmt.Println(s)
	var fs []func() int
	for i := 0; i < 3; i++ {
		a := [3]int{i, i, i}
		b := a[:]
		fs = append(fs, func() int { b[0]++; return b[0] })
	}
	for _, f := range fs {
		f()
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
func swap2(p *int) { *p = *p + 0 }

type I interface{ get() int }
type impl struct{ n int }

func (i *impl) get() int { i.n++; return i.n }
func use(i I) int       { return i.get() + i.get() }

func gen[T any](p *T, f func(*T)) { f(p) }
func gen2[T any](p *T) *T        { return p }
func gen3[P *int | *string](p P) P { return p }
func gen4[T any](p *T) T         { return *p }

func named() (r int) {
	defer func() { recover() }()
	swap2(&r)
	r = 5
	incr(&r)
	panic("x")
}
func incr(p *int) { *p++ }
func deferred() {
	x := 1
	defer pr(&x)
	x = 2
	y := 3
	incr(&y)
	defer fmt.Println(y)
}
func pr(p *int) { fmt.Println("deferred", *p) }
func gos() {
	x := 1
	done := make(chan bool)
	go func(p *int) { *p = 7; done <- true }(&x)
	<-done
	fmt.Println(x)
	y := 1
	go setit(&y, done)
	<-done
	fmt.Println(y)
	ch := make(chan *int, 1)
	z := 4
	ch <- &z
	*<-ch = 5
	fmt.Println(z)
}
func setit(p *int, done chan bool) { *p = 8; done <- true }

type tree struct{ l, r *tree; k int }

func (t *tree) insert(k int) {
	cur := t
	for {
		if k < cur.k {
			if cur.l == nil {
				cur.l = &tree{k: k}
				return
			}
			cur = cur.l
		} else {
			if cur.r == nil {
				cur.r = &tree{k: k}
				return
			}
			cur = cur.r
		}
	}
}
func (t *tree) walk(f func(int)) {
	if t == nil {
		return
	}
	t.l.walk(f)
	f(t.k)
	t.r.walk(f)
}
func addrOfPtr() {
	x := 1
	p := &x
	pp := &p
	y := 2
	*pp = &y
	**pp = 3
	fmt.Println(x, y, *p)
	setpp(pp)
	fmt.Println(*p)
}
func setpp(pp **int) { z := 42; *pp = &z }

type emb struct {
	vec
	n int
}

func narrow() {
	var b byte = 255
	var i16 int16 = -1
	var f32 float32 = 1.5
	var ok bool
	bump(&b, &i16, &f32, &ok)
	fmt.Println(b, i16, f32, ok, b+1, i16-1)
	var c complex64 = 1
	func(p *complex64) { *p += 2i }(&c)
	cc(&c)
	fmt.Println(c)
	s, e := "a", error(nil)
	strs(&s, &e)
	fmt.Println(s, e)
}
func cc(p *complex64) { *p *= 2 }
func bump(b *byte, i *int16, f *float32, ok *bool) { *b++; *i -= 5; *f *= 2; *ok = !*ok }
func strs(s *string, e *error)                 { *s += "b"; garbage(); *e = fmt.Errorf("e%s", *s) }
func retSlice(b []byte) []byte                 { return b[1:] }
func slices1() {
	var a [4]byte
	copy(a[:], "abcd")
	r := retSlice(a[:])
	garbage()
	fmt.Println(string(r), string(a[:2]))
	s := a[:0]
	s = append(s, 'x', 'y')
	fmt.Println(string(a[:]), string(s))
	s = append(s, "0123456789"...)
	garbage()
	a[0] = 'q'
	fmt.Println(string(a[:]), string(s))
	fmt.Println(strings.ToUpper(string(a[:])))
}

func main() {
	v, w := vec{1, 2, 3}, vec{4, 5, 6}
	v.add(&w)
	fmt.Println(v, v.dot(&w))
	maybe(&w, 3)
	fmt.Println(w)
	u := vec{7, 8, 9}
	rec(&u, 0)
	u.x = 1
	garbage()
	fmt.Println(*kept)
	k := vec{1, 1, 1}
	keep(k.scaled(3))
	garbage()
	fmt.Println(*kept, k)
	e := emb{vec{1, 2, 3}, 4}
	e.add(&v)
	ev := &e.vec
	ev.add(&w)
	fmt.Println(e)
	n := node{v: 1}
	for i := 0; i < 5; i++ {
		n.push(i)
		garbage()
	}
	l := last(&n)
	l.v = 50
	fmt.Println(n.sum())
	var s []int
	for i := 0; i < 10; i++ {
		grow(&s)
		garbage()
	}
	fmt.Println(s, len(s))
	a, b := 1, 2
	swap(&a, &b)
	fmt.Println(a, b, itoa(0), itoa(12345))
	var t T
	inner(&t, 4)
	fmt.Println(t, len(t.ps), *t.ps[0])
	loops()
	im := impl{3}
	fmt.Println(use(&im), im.get())
	g := 3
	gen(&g, func(p *int) { *p *= 2 })
	fmt.Println(g, *gen2(&g), *gen3(&g), gen4(&g))
	fmt.Println(named())
	deferred()
	gos()
	tr := tree{k: 50}
	for i := 0; i < 20; i++ {
		tr.insert(i * 37 % 100)
	}
	tr.walk(func(k int) { fmt.Print(k, " ") })
	fmt.Println()
	addrOfPtr()
	narrow()
	slices1()
}
