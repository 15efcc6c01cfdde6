package main

import "fmt"

func main() {
	m := map[string]int{"a": 1, "a": 2}
	s := []int{0: 1, 0: 2}
	arr := [2]int{1, 2, 3}
	n := []int{"x"}
	k := map[string]int{1: 2}
	fmt.Println(m, s, arr, n, k)
}
