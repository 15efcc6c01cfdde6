// A million goroutines started and joined.
//
// group: goroutines
// args: 1000
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
	var wg sync.WaitGroup
	var sum atomic.Int64
	wg.Add(n)
	for i := range n {
		go func() {
			sum.Add(int64(i & 7))
			wg.Done()
		}()
	}
	wg.Wait()
	return sum.Load()
}

func main() {
	n := 1000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("spawn", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
