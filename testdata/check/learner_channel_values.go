package main

import "fmt"

func main() {
	ch := make(chan int)
	ch <- "hello"
	var s string = <-ch
	x, y, z := <-ch
	fmt.Println(s, x, y, z)
	for i, v := range ch {
		fmt.Println(i, v)
	}
}
