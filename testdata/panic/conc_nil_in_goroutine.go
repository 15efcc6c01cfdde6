package main

import (
	"fmt"
	"time"
)

func compute(n int) int {
	if n == 0 {
		var p *struct{ x int }
		return p.x
	}
	return compute(n-1) + 1
}

func main() {
	go func() {
		defer func() {
			fmt.Println("cleanup")
		}()
		compute(3)
	}()
	time.Sleep(200 * time.Millisecond)
	fmt.Println("unreachable")
}
