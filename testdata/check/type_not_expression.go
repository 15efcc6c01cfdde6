package main

import "fmt"

type T struct{}

func main() {
	x := int
	var v fmt.Println
	fmt.Println(T)
	y := fmt
	_ = T{}.String
	fmt.Println(x, v, y)
}
