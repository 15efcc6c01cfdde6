//go:build go1.17

package main

func f[T any](t T) {}

func main() {
	f(1)
	_ = max(1, 2)
	for i := range 3 {
		println(i)
	}
}
