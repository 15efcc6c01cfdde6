package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	fmt.Println([2]int(s))
	fmt.Println([4]int(s))
}
