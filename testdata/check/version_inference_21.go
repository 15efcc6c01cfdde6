// flags: -lang=go1.20

package main

func apply[A, B any](a A, f func(A) B) B { return f(a) }

func id[T any](t T) T { return t }

func main() {
	_ = apply(1, id)
	var f func(int) int = id
	_ = f
}
