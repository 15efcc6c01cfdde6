package main

import "fmt"

func get(s []int, i int) int { return s[i] }

func main() {
	s := []int{1, 2, 3}
	for i := 0; i <= len(s); i++ {
		fmt.Println(get(s, i))
	}
}
