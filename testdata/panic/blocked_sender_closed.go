// A sender that is blocked panics when the channel is closed.
package main

import "time"

func main() {
	c := make(chan int)
	started := make(chan bool)
	go func() {
		started <- true
		c <- 1
	}()
	<-started
	time.Sleep(2 * time.Millisecond)
	close(c)
	time.Sleep(time.Second)
}
