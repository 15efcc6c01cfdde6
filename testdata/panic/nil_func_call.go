package main

import "fmt"

func main() {
	ops := map[string]func(int) int{"inc": func(i int) int { return i + 1 }}
	fmt.Println(ops["inc"](1))
	fmt.Println(ops["dec"](1))
}
