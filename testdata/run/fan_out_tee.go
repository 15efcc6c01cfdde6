// Tee duplicates a stream; both readers see every value in order.
package main

import (
	"fmt"
	"sync"
)

func tee[T any](in <-chan T) (<-chan T, <-chan T) {
	a, b := make(chan T), make(chan T)
	go func() {
		defer close(a)
		defer close(b)
		for v := range in {
			x, y := a, b
			for range 2 {
				select {
				case x <- v:
					x = nil
				case y <- v:
					y = nil
				}
			}
		}
	}()
	return a, b
}

func collect[T any](c <-chan T) (all []T) {
	for v := range c {
		all = append(all, v)
	}
	return
}

func main() {
	src := make(chan string)
	go func() {
		defer close(src)
		for _, s := range []string{"alpha", "beta", "gamma", "delta"} {
			src <- s
		}
	}()
	a, b := tee(src)
	var left []string
	var wg sync.WaitGroup
	wg.Go(func() { left = collect(a) })
	right := collect(b)
	wg.Wait()
	fmt.Println(left)
	fmt.Println(right)
}
