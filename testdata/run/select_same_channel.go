// A select that sleeps on one channel with several cases takes any of them.
package main

import "fmt"

func main() {
	c := make(chan int)
	go func() {
		defer close(c)
		for range 400 {
			select {
			case c <- 0:
			case c <- 1:
			}
		}
	}()
	var got [2]int
	for i := range c {
		got[i]++
	}
	fmt.Println(got[0] > 50, got[1] > 50)
}
