// flags: -lang=go1.19

package main

func f[T comparable](T) {}

func main() {
	var x any
	f(x)
	f[error](nil)
	f(1)
}
