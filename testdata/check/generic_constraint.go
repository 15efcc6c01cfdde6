package main

import "fmt"

type Number interface{ ~int | ~float64 }

func Sum[T Number](vs ...T) (s T) {
	for _, v := range vs {
		s += v
	}
	return
}

func Key[K comparable](k K) {}

func main() {
	fmt.Println(Sum("a", "b"))
	Key([]int{})
	fmt.Println(Sum[bool]())
	Sum[int, int]()
}
