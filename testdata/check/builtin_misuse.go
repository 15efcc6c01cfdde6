package main

import "fmt"

func main() {
	fmt.Println(len(5), cap(map[int]int{}))
	s := append(1, 2)
	delete([]int{}, 0)
	m := make(int)
	x := make([]int)
	copy([]int{}, []string{})
	fmt.Println(s, m, x, new(5, 6))
	panic()
}
