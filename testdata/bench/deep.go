// Recursion n deep, ten times: stacks that grow.
//
// group: memory
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func down(n int, x int) int {
	if n == 0 {
		return x
	}
	return down(n-1, x^n) + n&1
}

func bench(n int) int {
	sum := 0
	for i := range 10 {
		sum += down(n, i)
	}
	return sum
}

func main() {
	n := 1000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("deep", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
