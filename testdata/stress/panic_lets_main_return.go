// A goroutine panics, and what its deferred calls do lets main return: the panic has the last word all the same.
package main

import (
	"sync"
)

func worker(wg *sync.WaitGroup, done chan struct{}) {
	defer wg.Done()
	defer close(done)
	var m map[string]int
	m["x"]++
}

func main() {
	// Panics that are recovered do not hold up the end.
	for range 100 {
		func() {
			defer func() { recover() }()
			panic("recovered")
		}()
	}
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Add(1)
	go worker(&wg, done)
	<-done
	wg.Wait()
}
