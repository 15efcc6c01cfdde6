// Workers stop when the context is done; the unfinished jobs are counted.
package main

import (
	"context"
	"fmt"
	"sync"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	jobs := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case j, ok := <-jobs:
					if !ok {
						return
					}
					mu.Lock()
					done++
					if done == 10 {
						cancel()
					}
					mu.Unlock()
					_ = j
				}
			}
		})
	}
	sent := 0
feed:
	for i := range 1000 {
		select {
		case jobs <- i:
			sent++
		case <-ctx.Done():
			break feed
		}
	}
	wg.Wait()
	fmt.Println(done >= 10, done < 1000, sent == done, ctx.Err())
}
