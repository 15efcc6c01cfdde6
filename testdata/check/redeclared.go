package main

import "fmt"

type T int

func f() {}
func f() {}

type T string

func main() {
	x := 1
	var x string
	fmt.Println(x)
}
