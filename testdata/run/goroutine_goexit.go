// runtime.Goexit runs the deferred calls and ends only its goroutine; recover sees nil.
package main

import (
	"fmt"
	"runtime"
)

func worker(log chan<- string) {
	defer close(log)
	defer func() {
		log <- fmt.Sprint("recover gives ", recover())
	}()
	func() {
		defer func() { log <- "inner deferred" }()
		log <- "before"
		runtime.Goexit()
		log <- "never"
	}()
	log <- "never either"
}

func main() {
	log := make(chan string, 10)
	go worker(log)
	for s := range log {
		fmt.Println(s)
	}
	fmt.Println("main goes on")
}
