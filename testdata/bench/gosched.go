// A storm of runtime.Gosched from a hundred goroutines.
//
// group: goroutines
// args: 1000
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

func bench(n int) int {
	var wg sync.WaitGroup
	counts := make([]int, 100)
	for g := range counts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range n / 100 {
				counts[g]++
				runtime.Gosched()
			}
		}()
	}
	wg.Wait()
	sum := 0
	for _, c := range counts {
		sum += c
	}
	return sum
}

func main() {
	n := 5000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("gosched", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
