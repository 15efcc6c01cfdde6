// Pointers to variables without size: those that stay in their function differ, those that escape are one.
package main

import "fmt"

type empty struct{}

type none [0]int

func (e *empty) Quiet() int { return 1 }

func (e *empty) Self() *empty { return e }

var kept *empty

func keep(e *empty) { kept = e }

func look(e *empty) bool { return e != nil }

func local() {
	var a, b struct{}
	fmt.Println(&a == &b, &a != &b, &a == &a)
	p, q := new(empty), new(empty)
	fmt.Println(p == q, p == p, *p == *q)
	x, y := &empty{}, &empty{}
	if x == y {
		fmt.Println("equal")
	} else {
		fmt.Println("different")
	}
	fmt.Println(new(empty) == new(empty), &empty{} == &empty{})
	var c, d none
	pc, pd := &c, &d
	println(pc == pd)
	fmt.Println(pc == pd, pc == &c)
}

func printed() {
	a, b := &empty{}, &empty{}
	fmt.Println(a == b)
	fmt.Println(a, b)
	c, d := new(empty), new(empty)
	fmt.Printf("%t %v\n", c == d, c)
}

func called() {
	var a, b empty
	a.Quiet()
	b.Quiet()
	fmt.Println(look(&a), look(&b), &a == &b)
	c, d := new(empty), new(empty)
	keep(c)
	fmt.Println(c == d)
	keep(d)
	e, f := new(empty), new(empty)
	keep(e)
	keep(f)
	fmt.Println(e == f)
}

func held() {
	type pair struct{ x, y *empty }
	a, b := new(empty), new(empty)
	s := pair{a, b}
	fmt.Println(s.x != nil, s.y != nil)
	t := pair{new(empty), new(empty)}
	fmt.Println(t.x != nil)
	all := make([]empty, 4)
	fmt.Println(&all[0] == &all[3])
}

func returned() (*empty, *empty) {
	a, b := new(empty), new(empty)
	fmt.Println(a == b)
	return a, b
}

func values() {
	var a, b empty
	fmt.Println(a == b, a, b)
	fmt.Println(&a == &b)
	var i, j any = a, b
	fmt.Println(i == j)
}

func main() {
	local()
	printed()
	called()
	held()
	returned()
	values()
}
