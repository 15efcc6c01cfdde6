package main

import "fmt"

func main() {
	m := map[string]int{"a": 1}
	if v, ok := m["a"]; ok {
		fmt.Println("found")
	}
	if v := m["a"]; v > 0 {
	}
	fmt.Println(v)
	var err error
	if true {
		x, err := fmt.Println("a")
	}
	for i := 0; i < 3; i++ {
		i := i
	}
	fmt.Println(i, err)
	func() { q := 1 }()
}
