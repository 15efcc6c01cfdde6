package main

import "fmt"

func Zero[T any]() (z T)            { return }
func Pair[A, B any](a A, f func(B)) {}

type Box[T any] struct{ v T }

func main() {
	x := Zero()
	Pair(1, nil)
	var b Box
	c := Box{1}
	fmt.Println(x, b, c)
}
