package main

import "fmt"

type P struct {
	X, Y int
	name string
}

func main() {
	a := P{1, 2}
	b := P{X: 1, 2}
	c := P{Z: 1}
	d := P{X: 1, X: 2}
	e := P{1, 2, 3}
	fmt.Println(a, b, c, d, e)
}
