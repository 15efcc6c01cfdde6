// A struct whose address nobody takes lies in the frame: fields are slots, narrow ones parts of a slot.
package main

type Point struct {
	x, y int
	tag  int16
	ok   bool
}

func swap(p Point) Point {
	p.x, p.y = p.y, p.x
	p.tag++
	p.ok = !p.ok
	return p
}

func main() {
	p := swap(Point{1, 2, 3, true})
	a := [3]int{p.x, p.y}
	i := p.x
	a[i] += int(p.tag)
	println(a[i], p.ok)
}
