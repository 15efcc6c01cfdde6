// WaitGroups: several waiters, reuse, zero counters, and Go.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	var wg sync.WaitGroup
	wg.Wait()
	var n atomic.Int32
	for round := 1; round <= 3; round++ {
		wg.Add(round * 2)
		for range round * 2 {
			go func() {
				defer wg.Done()
				n.Add(1)
			}()
		}
		wg.Wait()
		fmt.Println("round", round, "n", n.Load())
	}
	gate := sync.WaitGroup{}
	gate.Add(1)
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			gate.Wait()
			n.Add(100)
		})
	}
	fmt.Println(n.Load())
	gate.Done()
	all.Wait()
	fmt.Println(n.Load())
}
