package main

import "fmt"

func main() {
	a, b := 1, 2
	a, b := 3, 4
	a := 5
	fmt.Println(a, b)
}
