package main

import "fmt"

type T struct{ f []int }

func main() {
	a, b := []int{1}, []int{2}
	fmt.Println(a == b)
	fmt.Println(T{} == T{})
	var m map[[]int]string
	f := func() {}
	fmt.Println(m, f == f)
}
