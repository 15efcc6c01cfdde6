package main

import "fmt"

type Number interface { int | float64 }
func Max[T Number](a, b T) T { if a > b { return a }; return b }
func Keys[K comparable, V any](m map[K]V) []K { return nil }
type List[T any] struct { next *List; val T }
func (l List) Len() int { return 0 }
func main() {
	Max(1, 2.5)
	Max("a", "b")
	Max[string]("a", "b")
	Max[int, int](1, 2)
	Keys[int](map[string]int{})
	var x List = List[int]{}
	var n Number = 5
	fmt.Println(x, n)
}
