// A channel that drops the oldest value when it is full.
package main

import (
	"fmt"
	"time"
)

func ring(in <-chan int, size int) <-chan int {
	out := make(chan int, size)
	go func() {
		defer close(out)
		for v := range in {
			select {
			case out <- v:
			default:
				<-out
				out <- v
			}
		}
	}()
	return out
}

func main() {
	in := make(chan int)
	out := ring(in, 3)
	for i := range 10 {
		in <- i
	}
	close(in)
	time.Sleep(2 * time.Millisecond)
	for v := range out {
		fmt.Println(v)
	}
}
