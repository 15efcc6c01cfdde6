package main

import "fmt"

func gen() <-chan int {
	ch := make(chan int)
	go func() {
		for i := 0; i < 3; i++ {
			ch <- i
		}
	}()
	return ch
}

func main() {
	sum := 0
	for v := range gen() {
		sum += v
		fmt.Println("got", v)
	}
	fmt.Println(sum)
}
