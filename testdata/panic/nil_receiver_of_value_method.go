// gc calls methods directly where it knows the dynamic type, so that a nil pointer is dereferenced here, not in the method's wrapper.
package main

import "fmt"

type Shape interface{ Area() float64 }

type Square struct{ side float64 }

func (s Square) Area() float64 { return s.side * s.side }

//go:noinline
func area(s Shape) float64 { return s.Area() }

func inWrapper() {
	defer func() { fmt.Println(recover()) }()
	var q *Square
	fmt.Println(area(q))
}

func main() {
	inWrapper()
	var q *Square
	var s Shape = q
	fmt.Println(s.Area())
}
