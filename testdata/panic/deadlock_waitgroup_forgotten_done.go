package main

import (
	"fmt"
	"sync"
)

func work(i int, wg *sync.WaitGroup) {
	fmt.Println("work", i)
	if i == 0 {
		return
	}
	wg.Done()
}

func main() {
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Add(1)
		work(i, &wg)
	}
	wg.Wait()
}
