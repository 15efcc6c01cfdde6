package main

import "fmt"

func add(a, b int) int { return a + b }

func pair() (int, error) { return 1, nil }

func main() {
	var s string = 42
	var n int = "hello"
	n = 3.5
	fmt.Println(add(1))
	fmt.Println(add(1, 2, 3))
	fmt.Println(add("a", 2))
	v := pair()
	a, b, c := pair()
	add(pair())
	fmt.Println(s+n, v, a, b, c)
}
