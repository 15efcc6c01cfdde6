package main

import "fmt"

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Rect struct{ w, h float64 }
func (r Rect) Area() float64 { return r.w * r.h }
func (r Rect) perimeter() float64 { return 0 }
type Circ struct{}
func (c Circ) Area() int { return 0 }
func (c Circ) Perimeter() float64 { return 0 }
func show(s Shape) {}
func main() {
	show(Rect{1, 2})
	show(Circ{})
	show(5)
	show(nil)
	var s Shape = &Rect{}
	fmt.Println(s)
}
