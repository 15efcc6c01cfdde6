package main

import "fmt"

type Stage func(<-chan int) <-chan int

func chain(in <-chan int, stages ...Stage) <-chan int {
	for _, s := range stages {
		in = s(in)
	}
	return in
}

func main() {
	inc := func(in <-chan int) <-chan int {
		out := make(chan int)
		go func() {
			for v := range in {
				out <- v + 1
			}
			// missing close(out)
		}()
		return out
	}
	src := make(chan int, 3)
	src <- 1
	src <- 2
	src <- 3
	close(src)
	for v := range chain(src, inc, inc) {
		fmt.Println(v)
	}
}
