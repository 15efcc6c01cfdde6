// A method that is called through an interface has a second body that finds the receiver in memory.
package main

type shape interface{ area() int }
type square struct{ a int }
type rect struct{ a, b int }

func (s square) area() int { return s.a * s.a }
func (r *rect) area() int  { return r.a * r.b }

func total(list []shape) (t int) {
	for _, s := range list {
		t += s.area()
	}
	return t
}

func main() { println(total([]shape{square{2}, &rect{2, 3}})) }
