package main

import "fmt"

func produce(c chan<- int, n int) {
	for i := range n {
		c <- i
	}
}

func main() {
	c := make(chan int, 5)
	produce(c, 3)
	close(c)
	fmt.Println(len(c))
	produce(c, 1)
}
