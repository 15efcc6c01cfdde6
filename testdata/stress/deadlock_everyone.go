// All goroutines stand in a ring, and each waits for its neighbour.
package main

import (
	"fmt"
	"sync"
)

func link(ready *sync.WaitGroup, from, to chan int) {
	ready.Done()
	to <- <-from
}

func main() {
	const n = 50
	var ring [n]chan int
	for i := range ring {
		ring[i] = make(chan int, i%2)
	}
	var ready sync.WaitGroup
	for i := range ring {
		ready.Add(1)
		go link(&ready, ring[i], ring[(i+1)%n])
	}
	ready.Wait()
	fmt.Println("closed")
	var all sync.WaitGroup
	all.Add(1)
	all.Wait()
}
