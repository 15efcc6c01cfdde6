// The prime sieve: a chain of goroutines, one for each prime.
//
// group: goroutines
// args: 30
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func generate(c chan<- int) {
	for i := 2; ; i++ {
		c <- i
	}
}

func filter(in <-chan int, out chan<- int, prime int) {
	for {
		if i := <-in; i%prime != 0 {
			out <- i
		}
	}
}

func bench(n int) int {
	c := make(chan int)
	go generate(c)
	sum := 0
	for range n {
		prime := <-c
		sum += prime
		next := make(chan int)
		go filter(c, next, prime)
		c = next
	}
	return sum
}

func main() {
	n := 1200
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("primesieve", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
