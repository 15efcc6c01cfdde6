// One job per tick of a time.Ticker.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	t := time.NewTicker(2 * time.Millisecond)
	defer t.Stop()
	for i := range 5 {
		<-t.C
		fmt.Println("request", i)
	}
	el := time.Since(start)
	fmt.Println(el >= 9*time.Millisecond)
	t.Reset(time.Millisecond)
	<-t.C
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("tick after stop")
	case <-time.After(4 * time.Millisecond):
		fmt.Println("stopped")
	}
}
