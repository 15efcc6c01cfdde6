package main

import "fmt"

func main() {
	s := make([]int, 3, 10)
	hi, lo := 11, 2
	fmt.Println(len(s[:10]))
	fmt.Println(s[lo:hi])
}
