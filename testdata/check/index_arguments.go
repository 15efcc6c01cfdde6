// Errors within arguments that are index expressions are reported twice and printed once, and count twice among the ten.
package main

import "fmt"

func two(a, b any) {}

func main() {
	m := map[string]int{}
	two(none[1], none[-"a"])
	fmt.Println(m[1])
	fmt.Println(m[2], m["a"][3])
	two(m[[2]int{"b"}], func() any { return m[4] }())
	two(1, other)
	two(2, another)
	two(3, yetAnother)
}
