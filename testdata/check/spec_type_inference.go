// Instantiations that the specification calls illegal, and inference that fails.
package main

func sum[T ~int | ~float64](x ...T) (s T)       { return }
func apply[S ~[]E, E any](s S, f func(E) E) S   { return s }
func dot[F ~float32 | ~float64](x, y []F) (d F) { return }
func conv[To, From any](f From) (t To)          { return }
func two[T any](a, b T)                         {}

func main() {
	_ = sum[string]
	_ = apply[[]int, string]
	_ = dot[int]
	_ = conv(1)
	_ = sum()
	two(1, "a")
	two(int8(1), int16(2))
	f := apply
	_ = apply[int]
	two(nil, nil)
	_ = conv[int]
}
