// Calls of closures that share variables, and making of closures.
//
// group: calls
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func counter() (inc func(int), get func() int) {
	total := 0
	return func(k int) { total += k }, func() int { return total }
}

func compose(f, g func(int) int) func(int) int { return func(x int) int { return g(f(x)) } }

func bench(n int) int {
	inc, get := counter()
	f := compose(func(x int) int { return x + 3 }, func(x int) int { return x & 0xffff })
	for i := range n {
		inc(f(i))
		if i%16 == 0 {
			k := i
			f = compose(func(x int) int { return x ^ k }, func(x int) int { return x & 0xffff })
		}
	}
	return get()
}

func main() {
	n := 30000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("closures", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
