// Broadcast wakes every waiter; Signal wakes one at a time.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ready, woken := false, 0
	var waiting, wg sync.WaitGroup
	for range 5 {
		waiting.Add(1)
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			waiting.Done()
			for !ready {
				cond.Wait()
			}
			woken++
		})
	}
	waiting.Wait()
	mu.Lock()
	ready = true
	cond.Broadcast()
	mu.Unlock()
	wg.Wait()
	fmt.Println("woken", woken)

	turn := 0
	order := []int{}
	c2 := sync.NewCond(&mu)
	for i := range 4 {
		wg.Go(func() {
			mu.Lock()
			for turn != i {
				c2.Wait()
			}
			order = append(order, i)
			turn++
			c2.Broadcast()
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)
}
