// Calls of methods: on values, on pointers, promoted, through interfaces with a cache at each site, as values.
package main

type Shape interface{ Area(scale int) int }

type Sq struct{ side int }

func (s Sq) Area(scale int) int { return s.side * s.side * scale }
func (s *Sq) Grow()             { s.side++ }

type Named struct {
	Sq
	name string
}

func total(shapes []Shape) (sum int) {
	for _, s := range shapes {
		sum += s.Area(2)
	}
	return sum
}

func main() {
	n := Named{Sq{2}, "n"}
	n.Grow()
	f := n.Area
	println(n.Area(1), total([]Shape{n, Sq{1}}), f(3))
}
