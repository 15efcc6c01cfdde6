// Calls of function literals that are known become their bodies; functions with loops are inlined for the sake of a literal.
package main

func apply(f func(int) int, n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += f(i)
	}
	return s
}

func main() {
	k, c := 3, 0
	println(apply(func(x int) int { c++; return x*k + c }, 10))
	square := func(x int) int { return x * x }
	println(square(k) + square(4))
	func() { c = 1 }()
	println(c)
}
