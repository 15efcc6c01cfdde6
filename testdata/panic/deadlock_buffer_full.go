package main

import "fmt"

func main() {
	c := make(chan int, 1)
	c <- 76
	fmt.Println("one stored")
	c <- 77
}
