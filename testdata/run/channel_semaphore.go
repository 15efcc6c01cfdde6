// A buffered channel as a counting semaphore bounds the concurrency.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	const limit, jobs = 3, 20
	sem := make(chan struct{}, limit)
	var cur, peak, done atomic.Int32
	var wg sync.WaitGroup
	for range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sem <- struct{}{}
			defer func() { <-sem }()
			n := cur.Add(1)
			for {
				p := peak.Load()
				if n <= p || peak.CompareAndSwap(p, n) {
					break
				}
			}
			time.Sleep(500 * time.Microsecond)
			cur.Add(-1)
			done.Add(1)
		}()
	}
	wg.Wait()
	fmt.Println(done.Load(), peak.Load() <= limit, peak.Load() >= 1, len(sem))
}
