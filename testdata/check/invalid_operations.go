package main

import "fmt"

func main() {
	s := "a"
	b := true
	p := &s
	fmt.Println(-s)
	fmt.Println(!5, b+b)
	fmt.Println(*s)
	fmt.Println(p * p)
	b++
}
