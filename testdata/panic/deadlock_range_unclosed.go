package main

import "fmt"

func main() {
	c := make(chan int, 1)
	c <- 76
	for v := range c {
		fmt.Println(v)
	}
	fmt.Println("unreachable")
}
