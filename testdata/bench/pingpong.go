// Two goroutines and two unbuffered channels.
//
// group: goroutines
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) int {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for x := range ping {
			pong <- x + 1
		}
		close(pong)
	}()
	sum := 0
	for i := range n {
		ping <- i
		sum += <-pong
	}
	close(ping)
	return sum
}

func main() {
	n := 700000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("pingpong", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
