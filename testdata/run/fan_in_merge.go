// Merging any number of channels into one; closed when all inputs are.
package main

import (
	"fmt"
	"sync"
)

func merge[T any](cs ...<-chan T) <-chan T {
	out := make(chan T)
	var wg sync.WaitGroup
	wg.Add(len(cs))
	for _, c := range cs {
		go func() {
			defer wg.Done()
			for v := range c {
				out <- v
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func numbers(from, n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- from + i
		}
	}()
	return c
}

// mergeSorted keeps the order of two sorted channels.
func mergeSorted(a, b <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		x, okx := <-a
		y, oky := <-b
		for okx || oky {
			if okx && (!oky || x <= y) {
				out <- x
				x, okx = <-a
			} else {
				out <- y
				y, oky = <-b
			}
		}
	}()
	return out
}

func main() {
	sum, n := 0, 0
	for v := range merge(numbers(0, 10), numbers(100, 5), numbers(1000, 3)) {
		sum += v
		n++
	}
	fmt.Println(sum, n)
	for v := range mergeSorted(mergeSorted(numbers(1, 4), numbers(3, 4)), numbers(0, 9)) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	for range merge[string]() {
		fmt.Println("nothing to merge")
	}
}
