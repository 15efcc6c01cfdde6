// One select with both a send and a receive exchanges values between two goroutines.
package main

import "fmt"

func exchange(in <-chan int, out chan<- int, mine, n int) (got []int) {
	sent := 0
	for sent < n || len(got) < n {
		o := out
		if sent == n {
			o = nil
		}
		i := in
		if len(got) == n {
			i = nil
		}
		select {
		case o <- mine + sent:
			sent++
		case v := <-i:
			got = append(got, v)
		}
	}
	return got
}

func main() {
	x, y := make(chan int), make(chan int)
	res := make(chan []int)
	go func() { res <- exchange(x, y, 100, 5) }()
	fmt.Println(exchange(y, x, 200, 5))
	fmt.Println(<-res)
}
