package main

import (
	"fmt"
	"time"
)

func main() {
	tick := time.NewTicker(time.Millisecond)
	for i := 0; i < 2; i++ {
		<-tick.C
		fmt.Println("tick", i)
	}
	tick.Stop()
	for range tick.C {
		fmt.Println("never")
	}
}
