package main

import "fmt"

func f(a int, rest ...string) {}

func main() {
	s := []string{"x"}
	f(1, s)
	f(1, s...)
	f(1, "a", s...)
	f(1, []int{2}...)
	fmt.Println(append([]int{}, s...))
}
