package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	wg.Add(3)
	for i := range 3 {
		go func() {
			defer wg.Done()
			mu.Lock()
			if i == 1 {
				return
			}
			time.Sleep(time.Millisecond)
			mu.Unlock()
		}()
	}
	wg.Wait()
	mu.Lock()
	fmt.Println("unreachable")
}
