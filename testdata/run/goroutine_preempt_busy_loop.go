// A goroutine that never yields does not stop the others.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

func main() {
	var stop atomic.Bool
	spins := 0
	finished := make(chan int)
	go func() {
		for !stop.Load() {
			spins++
		}
		finished <- spins
	}()
	time.Sleep(3 * time.Millisecond)
	stop.Store(true)
	fmt.Println("the loop spun:", <-finished > 0)
}
