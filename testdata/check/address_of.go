package main

import "fmt"

func f() int { return 1 }

func main() {
	a := &f()
	b := &5
	m := map[string]int{}
	c := &m["x"]
	fmt.Println(a, b, c)
}
