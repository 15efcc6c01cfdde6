// len and cap of channels, order of a buffer, and draining after close.
package main

import "fmt"

func main() {
	c := make(chan string, 3)
	fmt.Println(len(c), cap(c))
	c <- "a"
	c <- "b"
	fmt.Println(len(c), cap(c))
	fmt.Println(<-c)
	c <- "c"
	c <- "d"
	fmt.Println(len(c) == cap(c))
	close(c)
	for {
		v, ok := <-c
		fmt.Printf("%q %t\n", v, ok)
		if !ok {
			break
		}
	}
	var n chan int
	fmt.Println(len(n), cap(n), n == nil)
	fmt.Println(cap(make(chan struct{})))
}
