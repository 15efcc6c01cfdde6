// time.After in a select: a slow operation times out and a fast one does not.
package main

import (
	"fmt"
	"time"
)

func operation(d time.Duration, v string) <-chan string {
	c := make(chan string, 1)
	go func() {
		time.Sleep(d)
		c <- v
	}()
	return c
}

func try(d, limit time.Duration) string {
	select {
	case v := <-operation(d, "done"):
		return v
	case <-time.After(limit):
		return "timeout"
	}
}

func main() {
	fmt.Println(try(time.Millisecond, time.Second))
	fmt.Println(try(time.Second, 2*time.Millisecond))
	start := time.Now()
	<-time.After(3 * time.Millisecond)
	fmt.Println(time.Since(start) >= 3*time.Millisecond)
}
