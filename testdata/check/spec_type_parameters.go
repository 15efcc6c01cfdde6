// What the specification forbids of type parameters, constraints and their satisfaction.
package main

type List[T any] struct{ v T }

func f[P any](p P) P {
	var _ = p == p
	return p + 1
}

func g[P comparable](P) {}

func h[P interface{ ~int | ~string }](P) {}

type F float64

func main() {
	g([]int{})
	g(func() {})
	h(1.5)
	h[F](1)
	h[any](1)
	var l List
	_ = l
	f[int, int](1)
}
