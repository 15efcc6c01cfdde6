// flags: -lang=go1.17

package main

type T[P any] struct{ f P }

func f[P any](p P) {}

type N interface{ ~int | string }

func (t T[P]) m() {}

func main() {
	f(1)
	f[int](2)
	var t T[int]
	_ = t
	var a any
	_ = a
}
