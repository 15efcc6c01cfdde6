// Fields behind pointers are operands of arithmetic.
package main

type Body struct {
	x, y, vx, vy float64
	hits         int
	flag         bool
}

func advance(a, b *Body, dt float64) float64 {
	dx := a.x - b.x
	a.vx -= dx * dt
	b.vy += dx * dt
	a.x += dt
	a.hits++
	a.hits += 3
	return a.vx * dx
}

func main() {
	a, b := &Body{x: 1}, &Body{}
	println(advance(a, b, 0.5), a.hits, b.flag)
}
