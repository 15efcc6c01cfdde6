// A thousand goroutines end at about the time that main begins to wait for what none of them will send: whoever is the
// last to go idle has to notice.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	never := make(chan int)
	for i := range 1000 {
		wg.Add(1)
		go func() {
			for range i % 20 {
				runtime.Gosched()
			}
			wg.Done()
			for range i % 7 {
				runtime.Gosched()
			}
		}()
	}
	wg.Wait()
	fmt.Println("waiting")
	<-never
}
