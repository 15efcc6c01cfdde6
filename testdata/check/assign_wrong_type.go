package main

import "fmt"

func f() string { return "x" }

func main() {
	var n int = "hello"
	var s string = 5
	s = f
	n = f()
	fmt.Println(n, s)
}
