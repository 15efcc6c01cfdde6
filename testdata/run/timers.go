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
	order := make(chan int, 3)
	for _, d := range []int{9, 1, 5} {
		time.AfterFunc(time.Duration(d)*20*time.Millisecond, func() { order <- d })
	}
	fmt.Println(<-order, <-order, <-order)
}
