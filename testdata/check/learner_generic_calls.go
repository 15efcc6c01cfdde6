package main

import "fmt"

func Print[T fmt.Stringer](xs ...T) {}
func Sum[T int | float64](xs []T) T { var s T; for _, x := range xs { s += x }; return s }
func Ptr[T any](t T) *T { return &t }
type Num int
func Do[A, B any](f func(A) B, a A) B { return f(a) }
func main() {
	Print(1, 2)
	Sum([]string{"a"})
	Sum([]Num{1})
	Sum(1, 2)
	var p *string = Ptr(5)
	Do(func(x int) string { return "" }, "s")
	var y int = Do(func(x int) string { return "" }, 5)
	Do(nil, 5)
	fmt.Println(p, y)
}
