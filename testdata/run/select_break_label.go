// break inside a select leaves only the select; a label leaves the loop.
package main

import "fmt"

func main() {
	c := make(chan int, 10)
	for i := range 10 {
		c <- i
	}
	n := 0
loop:
	for {
		select {
		case v := <-c:
			if v == 3 {
				break
			}
			if v == 7 {
				break loop
			}
			n += v
		}
		fmt.Print(".")
	}
	fmt.Println()
	fmt.Println(n, len(c))
	for i := range 2 {
		select {
		case v := <-c:
			if i == 1 {
				continue
			}
			fmt.Println("kept", v)
		}
	}
}
