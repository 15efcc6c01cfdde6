// The longest Collatz chain: integer arithmetic and branches.
//
// group: loops
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) string {
	best, length := 0, 0
	for i := 1; i <= n; i++ {
		steps := 0
		for k := i; k != 1; steps++ {
			if k%2 == 0 {
				k /= 2
			} else {
				k = 3*k + 1
			}
		}
		if steps > length {
			best, length = i, steps
		}
	}
	return fmt.Sprint(best, length)
}

func main() {
	n := 700000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("collatz", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
