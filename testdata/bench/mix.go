// Integer mixing as hash functions do it: shifts, exclusive or, multiplication that wraps.
//
// group: loops
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) uint64 {
	var h uint64 = 14695981039346656037
	for i := range n {
		x := uint64(i) * 0x9e3779b97f4a7c15
		x ^= x >> 29
		x *= 0xbf58476d1ce4e5b9
		x ^= x >> 32
		h = (h ^ x) * 1099511628211
	}
	return h >> 12
}

func main() {
	n := 60000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mix", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
