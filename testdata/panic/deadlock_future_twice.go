package main

import "fmt"

type future struct{ ch chan int }

func (f *future) get() int { return <-f.ch }

func compute(f, g *future) *future {
	r := &future{make(chan int)}
	go func() { r.ch <- f.get() + g.get() }()
	return r
}

func main() {
	a := &future{make(chan int)}
	b := compute(a, a)
	c := compute(a, b)
	go func() { a.ch <- 1 }()
	fmt.Println(c.get())
}
