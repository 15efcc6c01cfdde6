package main

import "fmt"

func ping(in, out chan int) {
	for {
		v := <-in
		fmt.Println("ping", v)
		out <- v + 1
		if v > 4 {
			return
		}
	}
}

func pong(in, out chan int) {
	for v := range in {
		fmt.Println("pong", v)
		out <- v + 1
	}
}

func main() {
	a, b := make(chan int), make(chan int)
	go pong(b, a)
	a2 := a
	go func() { a2 <- 0 }()
	ping(a, b)
	pong(a, b)
}
