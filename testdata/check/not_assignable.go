package main

import "fmt"

type P struct{ x int }

func p() P { return P{} }

func main() {
	m := map[string]P{}
	m["a"].x = 1
	p().x = 2
	s := "abc"
	s[0] = 'x'
	5 = 6
	fmt.Println(m, s)
}
