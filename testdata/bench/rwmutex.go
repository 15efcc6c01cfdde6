// Eight goroutines read under an RWMutex, and now and then write.
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
	var mu sync.RWMutex
	var wg sync.WaitGroup
	table := map[int]int{1: 1}
	var reads atomic.Int64
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			seen := 0
			for i := range n / 8 {
				if i%100 == 0 {
					mu.Lock()
					table[i&63]++
					mu.Unlock()
					continue
				}
				mu.RLock()
				if table[i&63] >= 0 {
					seen++
				}
				mu.RUnlock()
			}
			reads.Add(int64(seen))
		}()
	}
	wg.Wait()
	sum := int64(0)
	for _, v := range table {
		sum += int64(v)
	}
	return sum*1000 + reads.Load()
}

func main() {
	n := 6000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("rwmutex", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
