// An idle timeout that each message starts again.
package main

import (
	"fmt"
	"time"
)

func main() {
	msgs := make(chan int)
	go func() {
		for i := range 4 {
			time.Sleep(time.Millisecond)
			msgs <- i
		}
	}()
	idle := time.NewTimer(60 * time.Millisecond)
	defer idle.Stop()
	got := 0
	for {
		select {
		case m := <-msgs:
			got++
			fmt.Println("message", m)
			idle.Reset(60 * time.Millisecond)
			continue
		case <-idle.C:
			fmt.Println("idle after", got, "messages")
		}
		break
	}
	fmt.Println(idle.Stop())
}
