// Channel and value expressions of all cases are evaluated once, in source order.
package main

import "fmt"

func ch(name string, c chan int) chan int {
	fmt.Println("channel", name)
	return c
}

func val(name string, v int) int {
	fmt.Println("value", name)
	return v
}

func main() {
	full := make(chan int)
	ready := make(chan int, 1)
	var arr [3]int
	idx := func() int { fmt.Println("index"); return 1 }
	ready <- 9
	select {
	case ch("full", full) <- val("v1", 1):
		fmt.Println("sent")
	case arr[idx()] = <-ch("ready", ready):
		fmt.Println("received", arr)
	case ch("nil", nil) <- val("v2", 2):
		fmt.Println("sent to nil")
	}
	m := map[string]bool{}
	ready <- 4
	select {
	case arr[0], m["ok"] = <-ready:
		fmt.Println(arr, m)
	}
}
