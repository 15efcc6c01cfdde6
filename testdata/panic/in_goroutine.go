package main

import "fmt"

func handle(req int) {
	if req == 2 {
		panic(fmt.Sprintf("cannot handle %d", req))
	}
}

func main() {
	done := make(chan bool)
	go func() {
		defer close(done)
		defer fmt.Println("deferred in goroutine")
		for i := range 4 {
			handle(i)
		}
	}()
	<-done
	select {}
}
