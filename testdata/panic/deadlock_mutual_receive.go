package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	go func() {
		x := <-a
		b <- x
	}()
	go func() {
		y := <-b
		a <- y
	}()
	var in chan<- int = b
	select {
	case v, ok := <-a:
		fmt.Println(v, ok)
	case v := <-b:
		fmt.Println(v)
	case in <- 4:
		fmt.Println("sent")
	}
	select {}
}
