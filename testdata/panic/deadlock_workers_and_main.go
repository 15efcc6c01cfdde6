// The workers wait for jobs, main waits for the workers.
package main

import "sync"

func worker(jobs <-chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		_ = j
	}
}

func main() {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go worker(jobs, &wg)
	}
	jobs <- 1
	wg.Wait()
}
