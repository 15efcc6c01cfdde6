package main

import "fmt"

func wait(a, b chan int) int {
	select {
	case v := <-a:
		return v
	case b <- 1:
		return 0
	}
}

func main() {
	fmt.Println(wait(make(chan int), make(chan int)))
}
