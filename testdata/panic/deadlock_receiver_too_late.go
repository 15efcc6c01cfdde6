package main

import "fmt"

func main() {
	c := make(chan int)
	c <- 76
	go func() {
		fmt.Println(<-c)
	}()
}
