// The chain of filters that sieves primes.
package main

import "fmt"

func generate(ch chan<- int, quit <-chan struct{}) {
	for i := 2; ; i++ {
		select {
		case ch <- i:
		case <-quit:
			return
		}
	}
}

func filter(in <-chan int, out chan<- int, prime int, quit <-chan struct{}) {
	for {
		select {
		case i := <-in:
			if i%prime == 0 {
				continue
			}
			select {
			case out <- i:
			case <-quit:
				return
			}
		case <-quit:
			return
		}
	}
}

func main() {
	quit := make(chan struct{})
	ch := make(chan int)
	go generate(ch, quit)
	for range 40 {
		prime := <-ch
		fmt.Print(prime, " ")
		next := make(chan int)
		go filter(ch, next, prime, quit)
		ch = next
	}
	close(quit)
	fmt.Println()
}
