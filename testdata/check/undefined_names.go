package main

import "fmt"

func main() {
	fmt.Println(x)
	y := foo(3)
	var t Missing
	fmt.Println(y, t)
}
