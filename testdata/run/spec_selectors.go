// The specification's "Selectors": the shallowest depth, automatic dereferencing, and what panics.
package main

import "fmt"

type T0 struct{ x int }

func (*T0) M0() string { return "M0" }

type T1 struct{ y int }

func (T1) M1() string { return "M1" }

type T2 struct {
	z int
	T1
	*T0
}

func (*T2) M2() string { return "M2" }

type Q *T2

type A struct{ v, only int }
type B struct{ v, own int }
type AB struct {
	A
	B
}
type Deep struct {
	AB
	v string // hides both
}
type I interface{ Get() int }
type impl int

func (i impl) Get() int { return int(i) }

type WithI struct{ I }

func try(what string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(what, e)
		}
	}()
	f()
	fmt.Println(what, "is fine")
}

func (a *A) Only() int   { return a.only }
func (a A) ByValue() int { return a.only }

type E struct{ *A }

func main() {
	t := T2{z: 1, T1: T1{2}, T0: &T0{3}}
	p := &T2{z: 4, T1: T1{5}, T0: &T0{6}}
	var q Q = p
	fmt.Println(t.z, t.y, t.x, p.z, p.y, p.x, q.x, (*q).x, q.z, (*q).M0())
	fmt.Println(p.M0(), p.M1(), p.M2(), t.M2(), t.T0.M0(), (*p.T0).x)
	q.x++
	p.T1.y = q.x
	t.x = 30
	fmt.Println(p.T0.x, q.y, t.T0.x)

	d := Deep{AB: AB{A{1, 2}, B{3, 4}}, v: "shallow"}
	fmt.Println(d.v, d.A.v, d.B.v, d.only, d.own, d.AB.A.only, d.Only(), d.AB.Only())
	w := &WithI{impl(5)}
	fmt.Println(w.Get(), w.I.Get(), (*w).Get())
	ptrs := []**T2{&p}
	(*ptrs[0]).z = 40
	fmt.Println(p.z)
	anon := struct{ a struct{ b struct{ c []int } } }{}
	anon.a.b.c = append(anon.a.b.c, 1)
	fmt.Println(anon.a.b.c[0], struct{ T1 }{T1{7}}.y)

	// What x.f means when x is nil.
	var np *T2
	var ni I
	nt := T2{}
	try("method with pointer receiver", func() { _ = np.M2() })
	try("field of nil", func() { _ = np.z })
	try("assignment to field of nil", func() { np.z = 1 })
	try("value method through nil", func() { _ = np.M1() })
	try("embedded nil pointer's field", func() { _ = nt.x })
	try("embedded nil pointer's method", func() { _ = nt.M0() })
	try("method of nil interface", func() { _ = ni.Get() })
	try("method of embedded nil interface", func() { _ = WithI{}.Get() })
	try("promoted value method through nil", func() { _ = E{}.ByValue() })
	try("promoted pointer method through nil", func() { _ = E{}.Only() })
	try("address of nil's first field", func() { _ = &np.z })
}
