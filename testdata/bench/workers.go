// A pool of eight workers: jobs in, results out, a WaitGroup in between.
//
// group: goroutines
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

type job struct {
	id, n int
}

func bench(n int) int {
	jobs, results := make(chan job, 64), make(chan int, 64)
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range jobs {
				x := j.id
				for range j.n {
					x = x*16807%2147483647 + 1
				}
				results <- x
			}
		}()
	}
	go func() {
		for i := range n {
			jobs <- job{i, 4}
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	sum := 0
	for r := range results {
		sum += r & 0xffff
	}
	return sum
}

func main() {
	n := 500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("workers", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
