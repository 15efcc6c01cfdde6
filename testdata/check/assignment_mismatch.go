package main

import "fmt"

func pair() (int, string) { return 1, "a" }

func main() {
	a := pair()
	b, c, d := pair()
	e, f := 1
	var g, h int = 1, 2, 3
	fmt.Println(a, b, c, d, e, f, g, h)
}
