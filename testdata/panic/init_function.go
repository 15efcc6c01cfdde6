package main

import "fmt"

var table = build()

func build() map[string]int {
	fmt.Println("build")
	return map[string]int{"a": 1}
}

func init() {
	if table["b"] == 0 {
		panic("table lacks b")
	}
}

func main() {}
