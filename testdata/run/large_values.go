package main

import (
	"fmt"
	"reflect"
)

const N = 100000

type Big struct {
	a [N]int
	s string
}

func mk(n int) Big { var b Big; b.a[n] = n; b.s = fmt.Sprint("big", n); return b }
func (b Big) Sum() int {
	t := 0
	for _, v := range b.a { t += v }
	b.a[0] = 77
	return t + len(b.s)
}
func (b *Big) Set(i, v int) { b.a[i] = v }
func named(n int) (b Big, err error) {
	defer func() {
		if r := recover(); r != nil { err = fmt.Errorf("rec %v", r); b.a[1] = 11 }
	}()
	b.a[n] = 5
	if n == 3 { panic("three") }
	return b, nil
}

type Summer interface{ Sum() int }
type Med struct{ x [3000]int64 }

func pass(b Big) Big { b.a[2] = 9; return b }
func gen[T any](x T) (T, T) { return x, x }

func main() {
	b := mk(5)
	c := b
	c.a[5] = 6
	fmt.Println(b.a[5], c.a[5], b.s, b == c, b == mk(5), b.Sum(), b.a[0])
	d := pass(b)
	fmt.Println(d.a[2], b.a[2], mk(7).a[7], mk(8).s)
	var s Summer = b
	b.a[5] = 100
	fmt.Println(s.Sum(), s.(Big).a[5], b.a[5])
	x, ok := s.(Big)
	x.a[1] = 1
	fmt.Println(ok, x.a[1], s.(Big).a[1])
	_, ok = s.(interface{ None() })
	fmt.Println(ok)
	n, err := named(3)
	fmt.Println(n.a[3], n.a[1], err)
	n, err = named(4)
	fmt.Println(n.a[4], err)
	m := map[int]Big{1: b}
	b.a[6] = 66
	fmt.Println(m[1].a[6], m[1].a[5], m[2].s == "", len(m))
	m[1] = b
	mb := m[1]
	m[1] = Big{}
	fmt.Println(mb.a[6], m[1].a[6])
	v, has := m[9]
	fmt.Println(v.s, has)
	mk2 := map[Med]int{}
	var med Med
	mk2[med] = 1
	med.x[2] = 4
	mk2[med] = 2
	fmt.Println(len(mk2), mk2[med], mk2[Med{}])
	delete(mk2, med)
	fmt.Println(len(mk2))
	ch := make(chan Med, 2)
	ch <- med
	med.x[2] = 5
	ch <- med
	fmt.Println((<-ch).x[2], (<-ch).x[2])
	un := make(chan Med)
	go func() { un <- med; close(un) }()
	r1, ok1 := <-un
	r2, ok2 := <-un
	fmt.Println(r1.x[2], ok1, r2.x[2], ok2)
	go func() { un2 := make(chan Med, 1); un2 <- med; select { case q := <-un2: fmt.Println("sel", q.x[2]); ch <- q } }()
	select { case w := <-ch: fmt.Println(w.x[2]) }
	select { case ch <- med: default: }
	arr := []Big{b}
	arr = append(arr, c, d)
	arr = append(arr, mk(1))
	fmt.Println(len(arr), arr[1].a[5], arr[3].a[1])
	for i, e := range arr { if i == 1 { e.a[5] = 0 }; fmt.Print(e.a[5], " ") }
	fmt.Println(arr[1].a[5])
	f := func() Big { return b }
	b.a[9] = 99
	fmt.Println(f().a[9])
	defer func(z Big) { fmt.Println("deferred", z.a[9]) }(b)
	b.a[9] = 1
	g1, g2 := gen(b)
	g1.a[9] = 2
	fmt.Println(g1.a[9], g2.a[9])
	meth := b.Sum
	b.a[20] = 1000000
	fmt.Println(meth() == b.Sum(), Big.Sum(b) == (*Big).Sum(&b))
	rv := reflect.ValueOf(b)
	fmt.Println(rv.Method(0).Call(nil)[0].Int() == int64(b.Sum()), rv.Field(0).Index(9), reflect.ValueOf(pass).Call([]reflect.Value{rv})[0].Field(0).Index(2))
	p := &b
	*p = mk(3)
	(*p).Set(4, 4)
	fmt.Println(b.a[3], b.a[4], *p == b)
	pp := new([1 << 23]int)
	pp[1<<22] = 3
	q := *pp
	q[1] = 1
	fmt.Println(len(q), q[1<<22], pp[1])
	var iface any = q
	_, isq := iface.([1 << 23]int)
	fmt.Println(isq)
	type E struct{ Big; k int }
	e := E{Big: b, k: 3}
	fmt.Println(e.Sum() == b.Sum(), e.k, e.Big.a[3], E{}.Sum())
	var z [2]Big
	z[1], z[0] = z[0], b
	fmt.Println(z[0].a[3], z[1].a[3])
	switch b { case Big{}: fmt.Println("zero"); case b: fmt.Println("b") }
	fn := func(bs ...Big) int { return len(bs) }
	fmt.Println(fn(b, c))
	bb, cc := b, c
	bb, cc = cc, bb
	fmt.Println(bb.a[5], cc.a[3])
}
