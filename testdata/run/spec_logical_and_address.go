// The specification's "Logical operators", "Address operators" and "Receive operator".
package main

import "fmt"

type Point struct{ x, y int }

func say(s string, b bool) bool { fmt.Print(s, " "); return b }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

type Bool bool

func main() {
	// The right operand is evaluated conditionally.
	fmt.Println(say("a", false) && say("b", true), say("c", true) || say("d", false), say("e", true) && say("f", false) || say("g", true), !say("h", true))
	var b Bool = true
	fmt.Println(b && !b, b || false, !b, !!true)
	var np *Point
	fmt.Println(np != nil && np.x > 0, np == nil || np.x > 0)

	// Addressable: variables, indirections, slice elements, fields and elements of addressables; composite literals.
	x := 1
	a := [3]Point{}
	s := []int{1, 2, 3}
	p := &x
	pf := &a[1].y
	ps := &s[2]
	pl := &Point{2, 3}
	ppl := &pl
	pa := &[]int{7}[0]
	pc := &(Point{4, 5})
	*p, *pf, *ps, (*ppl).x, pc.y = 10, 20, 30, 40, 50
	fmt.Println(x, a, s, *pl, *pa, *pc, &*p == p, *&x, **ppl, &a[0] == &(a[0]), &(x) == p, &pl.x == &(*pl).x)
	fmt.Println(&struct{ n int }{3} != nil, (&[2]int{1, 2})[1], *&Point{6, 7}, *new(int), (*Point).String(&Point{1, 2}))
	f := func() *int { return &x }
	*f() = 11
	*f()++
	fmt.Println(x)
	var nilp *int
	try(func() { fmt.Println(*nilp) })
	try(func() { *nilp = 1 })
	try(func() { q := &*nilp; fmt.Println(q == nil) })
	try(func() { fmt.Println(&np.y == nil) })
	try(func() { var arr *[3]int; fmt.Println(&arr[1]) })
	try(func() { fmt.Println(&s[len(s)]) })

	// Receive: blocks until a value; closed channels give zero values at once.
	c := make(chan int, 4)
	c <- 1
	c <- 2
	c <- 3
	v1 := <-c
	v2 := -<-c
	fmt.Println(v1, v2, <-c+1)
	close(c)
	v, ok := <-c
	var w, ok2 = <-c
	w, ok2 = <-c
	var okb Bool
	_, okb = <-c
	<-c
	fmt.Println(v, ok, w, ok2, okb, <-c)
	var ro <-chan int = c
	fmt.Println(<-ro)
	cc := make(chan chan string, 1)
	in := make(chan string, 1)
	in <- "nested"
	cc <- in
	fmt.Println(<-<-cc)
	done := make(chan struct{})
	go func() { defer close(done); x = 99 }()
	<-done
	fmt.Println(x)
	fmt.Println(recv(func() chan int { d := make(chan int, 1); d <- 5; return d }()))
}

func recv[C ~chan E | ~<-chan E, E any](c C) E { return <-c }

func (p *Point) String() string { return fmt.Sprint("(", p.x, ",", p.y, ")") }
