package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop())
	fmt.Println(t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Stop(), t.Reset(time.Hour), t.Stop())
	done := make(chan string)
	time.AfterFunc(time.Millisecond, func() { done <- "after func" })
	fmt.Println(<-done)
	c := time.AfterFunc(time.Hour, func() { panic("never") })
	fmt.Println(c.Stop(), c.C == nil)
	start := time.Now()
	early := make(chan bool, 3)
	for _, d := range []int{9, 1, 5} {
		d := time.Duration(d) * 20 * time.Millisecond
		time.AfterFunc(d, func() { early <- time.Since(start) < d })
	}
	fmt.Println(<-early, <-early, <-early)
}
