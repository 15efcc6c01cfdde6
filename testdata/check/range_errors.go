package main

import "fmt"

func main() {
	for i := range 3.5 {
		fmt.Println(i)
	}
	for a, b := range make(chan int) {
		fmt.Println(a, b)
	}
	for i, j := range 10 {
		fmt.Println(i, j)
	}
	for range struct{}{} {
	}
}
