package main

import "fmt"

type T struct{}

func main() {
	s := "12"
	fmt.Println(int(s))
	fmt.Println(string(1.5))
	fmt.Println([]int("x"))
	fmt.Println(T(5), bool(1))
	fmt.Println(*int(nil))
}
