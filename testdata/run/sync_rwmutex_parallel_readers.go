// Two readers hold the lock at once; a writer waits for both.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	inside := make(chan int, 2)
	leave := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 2 {
		readers.Add(1)
		go func() {
			defer readers.Done()
			rw.RLock()
			defer rw.RUnlock()
			inside <- i
			<-leave
		}()
	}
	a, b := <-inside, <-inside
	fmt.Println("both readers inside:", a+b == 1)
	wrote := make(chan struct{})
	go func() {
		rw.Lock()
		defer rw.Unlock()
		close(wrote)
	}()
	select {
	case <-wrote:
		fmt.Println("writer came in too early")
	case <-time.After(2 * time.Millisecond):
		fmt.Println("writer waits")
	}
	close(leave)
	readers.Wait()
	<-wrote
	fmt.Println("writer done")
}
