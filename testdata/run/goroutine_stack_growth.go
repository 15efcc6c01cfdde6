// Deep recursion: stacks grow as needed, in main and in goroutines.
package main

import "fmt"

func depth(n int) int {
	var pad [8]int
	pad[n%8] = n
	if n == 0 {
		return 0
	}
	return depth(n-1) + 1 + pad[(n+1)%8]
}

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func main() {
	fmt.Println(depth(100000))
	c := make(chan int)
	for i := range 4 {
		go func() { c <- depth(20000 * (i + 1)) }()
	}
	total := 0
	for range 4 {
		total += <-c
	}
	fmt.Println(total)
	fmt.Println(ackermann(2, 9))
}
