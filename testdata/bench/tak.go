// Takeuchi's function: recursion with three arguments.
//
// group: calls
// args: 2
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func tak(x, y, z int) int {
	if y >= x {
		return z
	}
	return tak(tak(x-1, y, z), tak(y-1, z, x), tak(z-1, x, y))
}

func bench(n int) int { return tak(2*n, n, n/2) + tak(2*n-1, n, 0) }

func main() {
	n := 10
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("tak", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
