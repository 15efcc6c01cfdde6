// A hundred producers and one consumer on one channel.
//
// group: goroutines
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

func bench(n int) int {
	c := make(chan int)
	var wg sync.WaitGroup
	for p := range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := p; i < n; i += 100 {
				c <- i
			}
		}()
	}
	go func() {
		wg.Wait()
		close(c)
	}()
	sum := 0
	for x := range c {
		sum += x % 11
	}
	return sum
}

func main() {
	n := 2000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("fanin", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
