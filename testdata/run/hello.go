package main

import "fmt"

func main() {
	fmt.Println("hello, world", 42, 3.5, []int{1, 2}, map[string]int{"a": 1})
}
