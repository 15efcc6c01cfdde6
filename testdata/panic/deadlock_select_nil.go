package main

import "fmt"

func main() {
	var ch chan int
	select {
	case v := <-ch:
		fmt.Println(v)
	case ch <- 1:
		fmt.Println("sent")
	}
}
