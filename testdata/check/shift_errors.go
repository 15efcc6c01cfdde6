package main

import "fmt"

func main() {
	f := 1.5
	s := "a"
	fmt.Println(f << 1)
	fmt.Println(1 << s)
	fmt.Println(1 << -1)
	fmt.Println(1.5 << 2)
	fmt.Println(f%2, f&1)
}
