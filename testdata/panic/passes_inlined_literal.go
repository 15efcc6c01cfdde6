// The trace of a panic in a literal that is called by an inlined function with a loop.
package main

func apply(f func(int) int, n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += f(i)
	}
	return s
}

func main() {
	a := []int{1, 2, 3}
	println(apply(func(i int) int {
		return a[i]
	}, 3))
	println(apply(func(i int) int {
		return a[i+
			1]
	}, 3))
}
