// The arguments of a go statement are evaluated by the caller, at the statement.
package main

import "fmt"

func trace(name string, v int) int {
	fmt.Println("evaluate", name, v)
	return v
}

type Box struct{ v int }

func (b Box) Show(done chan<- string)     { done <- fmt.Sprint("value receiver: ", b.v) }
func (b *Box) ShowPtr(done chan<- string) { done <- fmt.Sprint("pointer receiver: ", b.v) }

func main() {
	done := make(chan string)
	x := 1
	go func(a, b int) { done <- fmt.Sprint("got ", a, " ", b) }(trace("a", x), trace("b", x+1))
	x = 100
	fmt.Println(<-done)

	gate := make(chan struct{})
	b := Box{7}
	go func(show func(chan<- string)) {
		<-gate
		show(done)
	}(b.Show)
	b.v = 8
	close(gate)
	fmt.Println(<-done)
	p := &b
	f := p.ShowPtr
	b.v = 9
	go f(done)
	fmt.Println(<-done)
}
