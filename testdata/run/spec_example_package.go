// The specification's "An example package": the concurrent prime sieve, ended after twenty primes.
package main

import "fmt"

// Send the sequence 2, 3, 4, … to the channel.
func generate(ch chan<- int) {
	for i := 2; ; i++ {
		ch <- i
	}
}

// Copy from src to dst what the prime does not divide.
func filter(src <-chan int, dst chan<- int, prime int) {
	for i := range src {
		if i%prime != 0 {
			dst <- i
		}
	}
}

func main() {
	ch := make(chan int)
	go generate(ch)
	for range 20 {
		prime := <-ch
		fmt.Print(prime, " ")
		next := make(chan int)
		go filter(ch, next, prime)
		ch = next
	}
	fmt.Println()
}
