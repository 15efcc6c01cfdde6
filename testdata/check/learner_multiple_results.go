package main

import "fmt"

func f() (int, error) { return 0, nil }
func main() {
	x := f()
	var y int = f()
	z, _, _ := f()
	fmt.Println(x, y, z, f() + 1)
	if f() == nil {
	}
	return f()
}
