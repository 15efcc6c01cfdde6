package main

import (
	"fmt"
	"math"
)

func main() {
	fmt.Println(min(3, 1, 2), max(2.5, 1), min("b", "a"), max(1, 'a', 2.0))
	x, y := 4, 9
	fmt.Println(min(x, y), max(x, y, 5), math.IsNaN(min(1, math.NaN())))
	s := []int{1, 2, 3}
	clear(s[:2])
	m := map[string]int{"a": 1}
	clear(m)
	fmt.Println(s, m)
	const c = max(1, 2, 3)
	var a [c]int
	fmt.Println(len(a))
}
