// A sum computed by one thread and then by two: scaling= on standard error is how much faster the latter is.
//
// group: scaling
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

func part(from, to int) uint64 {
	var sum uint64
	for i := from; i < to; i++ {
		x := uint64(i) * 0x9e3779b97f4a7c15
		sum += x ^ x>>31
	}
	return sum
}

func parallel(n, procs int) uint64 {
	runtime.GOMAXPROCS(procs)
	const parts = 16
	var sums [parts]uint64
	var wg sync.WaitGroup
	for p := range parts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sums[p] = part(n*p/parts, n*(p+1)/parts)
		}()
	}
	wg.Wait()
	var sum uint64
	for _, s := range sums {
		sum += s
	}
	return sum
}

func main() {
	n := 100000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	one := parallel(n, 1)
	middle := time.Now()
	two := parallel(n, 2)
	end := time.Now()
	fmt.Println("parallel", one>>12, one == two)
	fmt.Fprintf(os.Stderr, "scaling=%.2f\n", float64(middle.Sub(start))/float64(end.Sub(middle)))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", end.Sub(start).Nanoseconds())
}
