package main

import "fmt"

func main() {
	c := make(chan int)
	c <- "x"
	var s string = <-c
	n := 3
	n <- 1
	fmt.Println(<-n, s)
}
