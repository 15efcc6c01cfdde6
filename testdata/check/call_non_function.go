package main

import "fmt"

func nothing() {}

func main() {
	n := 5
	n()
	x := nothing()
	fmt.Println(nothing())
	fmt.Println(x, nothing()+1)
}
