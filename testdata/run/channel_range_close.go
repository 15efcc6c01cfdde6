// Ranging over channels of several kinds, with break, continue and labels.
package main

import "fmt"

func feed(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func main() {
	count := 0
	for range feed(5) {
		count++
	}
	fmt.Println(count)
outer:
	for v := range feed(100) {
		switch {
		case v%2 == 1:
			continue outer
		case v > 8:
			break outer
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	var last int
	for last = range feed(4) {
	}
	fmt.Println("last:", last)
	type pair struct {
		k string
		v []int
	}
	ps := make(chan pair, 2)
	ps <- pair{"x", []int{1}}
	ps <- pair{"y", nil}
	close(ps)
	for p := range ps {
		fmt.Printf("%+v\n", p)
	}
}
