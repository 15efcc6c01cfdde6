// Conversions to send-only and receive-only channels, and what the types print as.
package main

import "fmt"

func produce(out chan<- int, n int) {
	defer close(out)
	for i := range n {
		out <- i * i
	}
}

func consume(in <-chan int) (sum int) {
	for v := range in {
		sum += v
	}
	return sum
}

func counter(n int) <-chan int {
	c := make(chan int)
	go produce(c, n)
	return c
}

func main() {
	fmt.Println(consume(counter(10)))
	var both chan int
	var send chan<- int = both
	var recv <-chan int = both
	fmt.Printf("%T %T %T\n", both, send, recv)
	fmt.Printf("%T\n", make(chan (<-chan int)))
	fmt.Printf("%T\n", make(<-chan chan<- bool))
	fmt.Printf("%T\n", make(chan func(chan<- error) <-chan struct{}))
}
