package main

import "fmt"

func f() (n int, err error) {
	if n, err := 5, error(nil); n > 3 {
		return
	}
	return
}
func g() int {
	defer func() { return 5 }()
	for {
	}
	fmt.Println("unreachable")
}
func h(x int) int {
	switch {
	case x > 1:
		return 1
	default:
		fmt.Println()
	}
}
func main() { f() }
