// A hundred thousand goroutines that all wait for one signal.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	const n = 100000
	var wg sync.WaitGroup
	var sum atomic.Int64
	start := make(chan struct{})
	wg.Add(n)
	for i := 1; i <= n; i++ {
		go func(v int64) {
			defer wg.Done()
			<-start
			sum.Add(v)
		}(int64(i))
	}
	close(start)
	wg.Wait()
	fmt.Println("sum:", sum.Load(), "expected:", int64(n)*(n+1)/2)
}
