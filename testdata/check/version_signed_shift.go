// flags: -lang=go1.12

package main

func main() {
	var n int = 2
	var u uint = 1
	_ = 1 << n
	x := 5
	x >>= n
	_ = u << u
	_ = 1 << 3
	println(x)
}
