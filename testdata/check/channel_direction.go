package main

import "fmt"

func main() {
	var send chan<- int
	var recv <-chan int
	recv <- 1
	fmt.Println(<-send)
	close(recv)
	for v := range send {
		fmt.Println(v)
	}
}
