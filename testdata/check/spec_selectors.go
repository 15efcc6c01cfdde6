// Selectors that the specification calls illegal.
package main

import "strings"

type T0 struct{ x int }

func (*T0) M0() {}

type T2 struct {
	z int
	*T0
}

func (*T2) M2() {}

type Q *T2

type A struct{ v int }
type B struct{ v int }
type AB struct {
	A
	B
}

func f(pi *interface{ M() }, pp **T2) {
	var q Q
	q.M0()
	q.M2()
	pi.M()
	_ = pp.z
	_ = AB{}.v
	_ = AB{}.none
	T2{}.M2()
	_ = strings.lower
	_ = strings.Nothing
	_ = Q.M0
}

func main() {}
