package main

import "fmt"

type Color int

const (
	Red Color = iota
	Green
)

func paint(c Color) {}

func main() {
	n := 1
	paint(n)
	paint(Blue)
	var c Color = Red + 0.5
	fmt.Println(c, iota)
}
