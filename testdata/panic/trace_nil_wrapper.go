// A value method called through an interface that holds a nil pointer: the wrapper is shown.
package main

type Shape interface{ Area() int }

type Sq struct{ side int }

//go:noinline
func (s Sq) Area() int { return s.side * s.side }

//go:noinline
func total(s Shape) int { return s.Area() }

func main() {
	var p *Sq
	println(total(p))
}
