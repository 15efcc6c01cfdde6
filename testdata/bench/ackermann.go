// Ackermann's function: deep recursion.
//
// group: calls
// args: 3
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func ack(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

func bench(n int) int { return ack(3, n) }

func main() {
	n := 9
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("ackermann", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
