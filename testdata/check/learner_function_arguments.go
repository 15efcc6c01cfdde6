package main

import "fmt"

func apply(f func(int) int, x int) int { return f(x) }
func main() {
	apply(func(x int) { return x }, 5)
	apply(func(x string) int { return 0 }, 5)
	apply(func(x int) int { x + 1 }, 5)
	apply(5, 5)
	apply(apply, 5)
	apply(func(x, y int) int { return x }, "s")
	f := func(x int) int { return f(x - 1) }
	fmt.Println(f)
}
