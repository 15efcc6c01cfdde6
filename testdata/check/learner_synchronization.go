package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	wg.Add()
	wg.Done(1)
	ch := make(chan int)
	var ro <-chan int = ch
	ro <- 1
	var wo chan<- int = ch
	x := <-wo
	close(ro)
	for v := range wo {
	}
	time.Sleep("1s")
	time.Sleep(0.5 * time.Second)
	d := 3
	time.Sleep(d * time.Second)
	fmt.Println(x)
	go func() {
		wg.Done()
	}
	defer wg.Wait
}
