// The fastest enough answers win; the slow ones are left behind through a buffered channel.
package main

import (
	"fmt"
	"time"
)

type answer struct {
	server string
	price  int
}

func query(server string, delay time.Duration, price int, out chan<- answer) {
	time.Sleep(delay)
	out <- answer{server, price}
}

func main() {
	out := make(chan answer, 4)
	go query("slow", time.Hour, 1, out)
	go query("b", time.Millisecond, 30, out)
	go query("c", 2*time.Millisecond, 20, out)
	go query("d", time.Millisecond, 40, out)
	best, n := answer{price: 1 << 30}, 0
	deadline := time.After(300 * time.Millisecond)
gather:
	for n < 4 {
		select {
		case a := <-out:
			n++
			if a.price < best.price {
				best = a
			}
			if n == 3 {
				break gather
			}
		case <-deadline:
			break gather
		}
	}
	fmt.Println(n, best)
}
