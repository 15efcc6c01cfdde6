// A producer and a consumer with a buffered channel between them.
//
// group: goroutines
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) int {
	c := make(chan int, 128)
	go func() {
		for i := range n {
			c <- i
		}
		close(c)
	}()
	sum := 0
	for x := range c {
		sum += x & 7
	}
	return sum
}

func main() {
	n := 6000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("buffered", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
