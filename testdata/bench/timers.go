// Timers by the hundred thousand: most stopped, the others fire within a few milliseconds.
//
// group: goroutines
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
	var fired atomic.Int64
	for range 4 {
		var wg sync.WaitGroup
		stopped := make([]*time.Timer, 0, n)
		for i := range n {
			if i%4 == 0 {
				wg.Add(1)
				time.AfterFunc(time.Duration(i%1000)*5*time.Microsecond, func() {
					fired.Add(1)
					wg.Done()
				})
			} else {
				stopped = append(stopped, time.NewTimer(time.Hour+time.Duration(i*7919%1000)*time.Second))
			}
		}
		for _, t := range stopped {
			if !t.Stop() {
				panic("fired an hour early")
			}
		}
		wg.Wait()
	}
	return fired.Load()
}

func main() {
	n := 100000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("timers", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
