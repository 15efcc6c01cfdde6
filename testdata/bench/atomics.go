// Four goroutines count with atomic operations.
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
	var added, swapped atomic.Int64
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range n / 4 {
				added.Add(1)
				if i%4 == 0 {
					for {
						old := swapped.Load()
						if swapped.CompareAndSwap(old, old+2) {
							break
						}
					}
				}
			}
		}()
	}
	wg.Wait()
	return added.Load() + swapped.Load()
}

func main() {
	n := 20000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("atomics", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
