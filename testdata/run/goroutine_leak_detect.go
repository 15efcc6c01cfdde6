// A leak made on purpose is seen in NumGoroutine, and gone with the fixed version.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func leaky() <-chan int {
	c := make(chan int)
	go func() { c <- 1 }()
	return c
}

func fixed(done <-chan struct{}) <-chan int {
	c := make(chan int)
	go func() {
		select {
		case c <- 1:
		case <-done:
		}
	}()
	return c
}

func settle(want int) int {
	for i := 0; i < 500 && runtime.NumGoroutine() > want; i++ {
		time.Sleep(100 * time.Microsecond)
	}
	return runtime.NumGoroutine()
}

func main() {
	base := runtime.NumGoroutine()
	done := make(chan struct{})
	for range 5 {
		fixed(done)
	}
	close(done)
	fmt.Println("fixed leaks", settle(base)-base)
	var cs []<-chan int
	for range 5 {
		cs = append(cs, leaky())
	}
	time.Sleep(time.Millisecond)
	fmt.Println("leaky leaks", runtime.NumGoroutine()-base)
	for _, c := range cs {
		<-c
	}
	fmt.Println("drained", settle(base)-base)
}
