package main

import "fmt"

func main() {
	done := make(chan struct{})
	data := make(chan string)
	go func() {
		defer close(done)
		select {
		case d := <-data:
			fmt.Println(d)
		case done <- struct{}{}:
		}
	}()
	func() {
		defer fmt.Println("deferred runs?")
		<-done
		data <- "x"
	}()
}
