// A value is made where a move would bring it: results, arguments, fields of structs in the frame.
package main

type point struct{ x, y int }

func add(p, q point) point { return point{p.x + q.x, p.y + q.y} }

func swap(a, b int) (int, int) {
	a, b = b, a
	return a, b
}

//go:noinline
func pass(a, b int) int { return a - b }

func args(x, y int) int {
	z := x * y
	return pass(z, x+y)
}

func main() {
	p := add(point{1, 2}, point{3, 4})
	a, b := swap(p.x, p.y)
	println(a, b, args(a, b))
}
