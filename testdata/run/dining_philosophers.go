package main

import (
	"fmt"
	"sync"
)

func main() {
	const n, meals = 5, 20
	var forks [n]sync.Mutex
	var eaten [n]int
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a, b := i, (i+1)%n
			if a > b {
				a, b = b, a
			}
			for range meals {
				forks[a].Lock()
				forks[b].Lock()
				eaten[i]++
				forks[b].Unlock()
				forks[a].Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(eaten)
}
