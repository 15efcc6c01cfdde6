// A full queue makes the producer wait or lose, by policy.
package main

import (
	"fmt"
	"time"
)

func main() {
	q := make(chan int, 2)
	accepted, rejected := 0, 0
	for i := range 5 {
		select {
		case q <- i:
			accepted++
		default:
			rejected++
		}
	}
	fmt.Println(accepted, rejected)
	done := make(chan []int)
	go func() {
		var got []int
		for v := range q {
			got = append(got, v)
			time.Sleep(100 * time.Microsecond)
		}
		done <- got
	}()
	for i := 10; i < 15; i++ {
		q <- i
	}
	close(q)
	fmt.Println(<-done)
}
