// The last timers fire, find nobody to wake, and the program can never go on.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	fired := 0
	for i := range 50 {
		time.AfterFunc(time.Duration(i)*100*time.Microsecond, func() {
			mu.Lock()
			fired++
			mu.Unlock()
		})
		go time.Sleep(time.Duration(i) * 100 * time.Microsecond)
	}
	time.Sleep(50 * time.Millisecond)
	mu.Lock()
	fmt.Println(fired)
	a, b := make(chan int), make(chan string)
	time.AfterFunc(time.Millisecond, func() {})
	select {
	case <-a:
	case b <- "":
	}
}
