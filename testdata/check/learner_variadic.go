package main

import "fmt"

func f(xs ...int) {}
func g(xs []int)  {}

func main() {
	f([]int{1, 2})
	f(1, []int{2}...)
	g(1, 2)
	g([]int{1}...)
	f("a", "b")
	f([]string{"a"}...)
	fmt.Println(f(1))
	var fn func(int) string = f
	fn = func(x int) int { return x }
	fn = nil
	fmt.Println(func(x int) int { return x }(1, 2))
	func(x int) {}
}
