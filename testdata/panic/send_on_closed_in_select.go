package main

import "fmt"

func main() {
	c := make(chan int)
	close(c)
	select {
	case c <- 1:
	default:
		fmt.Println("default")
	}
}
