// An unbuffered channel is a rendezvous: the order of events is fixed on both sides.
package main

import "fmt"

func main() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			fmt.Println("  worker got", v)
			pong <- v * 2
		}
		close(pong)
	}()
	for i := 1; i <= 3; i++ {
		fmt.Println("main sends", i)
		ping <- i
		fmt.Println("main got", <-pong)
	}
	close(ping)
	_, ok := <-pong
	fmt.Println("open:", ok)
}
