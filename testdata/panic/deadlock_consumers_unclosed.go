package main

import (
	"fmt"
	"sync"
)

func producer(n int, ch chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for i := 0; i < n; i++ {
		ch <- i
	}
}

func consumer(ch <-chan int, wg *sync.WaitGroup) {
	defer wg.Done()
	for v := range ch {
		_ = v
	}
}

func main() {
	ch := make(chan int, 2)
	var pw, cw sync.WaitGroup
	pw.Add(2)
	cw.Add(2)
	go producer(3, ch, &pw)
	go producer(3, ch, &pw)
	go consumer(ch, &cw)
	go consumer(ch, &cw)
	pw.Wait()
	fmt.Println("producers done")
	cw.Wait()
}
