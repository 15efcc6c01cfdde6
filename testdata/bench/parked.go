// Goroutines that all wait on one channel, then end: what a sleeping goroutine costs in memory.
//
// group: goroutines
// also: 1000000
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

func bench(n int) int64 {
	start := make(chan struct{})
	var ready, done sync.WaitGroup
	ready.Add(n)
	done.Add(n)
	var total atomic.Int64
	for i := range n {
		go func() {
			ready.Done()
			<-start
			total.Add(int64(i & 1))
			done.Done()
		}()
	}
	ready.Wait()
	close(start)
	done.Wait()
	return total.Load()
}

func main() {
	n := 100000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("parked", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
