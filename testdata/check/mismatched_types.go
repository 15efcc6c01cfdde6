package main

import "fmt"

func main() {
	var a int = 1
	var b float64 = 2
	var s string = "x"
	fmt.Println(a + b)
	fmt.Println(s + a)
	fmt.Println(a == s)
	fmt.Println(a < nil)
}
