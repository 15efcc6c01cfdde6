package main

import "fmt"

func main() {
	a := 1
	var b, c = 2, 3
	for i, v := range []int{1} {
		fmt.Println(v)
	}
	c = 5
}
