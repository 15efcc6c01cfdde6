package main

import "fmt"

func send(ch <-chan int) { ch <- 1 }
func recv(ch chan<- int) int { return <-ch }
func main() {
	ch := make(chan int)
	go send(ch)
	fmt.Println(recv(ch))
	var bi chan int = (<-chan int)(ch)
	close(bi, ch)
	cap(5)
}
