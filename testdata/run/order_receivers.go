// What gc evaluates in its turn and what late: receivers that are converted to an interface, and divisions.
package main

import "fmt"

type Getter interface{ Get(int) int }

type T struct{ n int }

func (t T) Get(i int) int { return t.n*100 + i }

type P struct{ n int }

func (p *P) Get(i int) int { return p.n*100 + i }

type N int

func (n N) Get(i int) int { return int(n)*100 + i }

func tell(s string, n int) int {
	fmt.Println(s)
	return n
}

func main() {
	t, p, n := T{3}, &P{4}, N(3)
	fmt.Println(Getter(t).Get(func() int { t.n = 9; return 1 }()))
	fmt.Println(t.Get(func() int { t.n = 20; return 2 }()))
	fmt.Println(Getter(p).Get(func() int { p = &P{5}; return 2 }()))
	fmt.Println(p.Get(func() int { p = &P{6}; return 2 }()))
	fmt.Println(Getter(n).Get(func() int { n = 7; return 2 }()))
	fmt.Println(n.Get(func() int { n = 8; return 2 }()))
	zero := 0
	defer func() { fmt.Println(recover()) }()
	fmt.Println(tell("a", 1)/zero*tell("b", 2) + tell("c", 3))
}
