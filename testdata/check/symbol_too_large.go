// Package variables that are too large for a program.
package main

import "fmt"

var b [1 << 32]int
var unused [1 << 33]int32
var ok [1 << 27]int
var p struct {
	a [1 << 31]byte
	c int
}

func B(i int) int {
	return b[i]
}

func main() {
	fmt.Println(B(2), ok[3], p.c)
}
