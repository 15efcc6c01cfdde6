// When main returns, the program ends and does not wait for other goroutines.
package main

import "fmt"

func main() {
	started := make(chan bool)
	go func() {
		defer fmt.Println("this deferred call never runs")
		started <- true
		select {}
	}()
	<-started
	defer fmt.Println("main's own deferred call runs")
	fmt.Println("main returns")
}
