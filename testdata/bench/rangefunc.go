// Loops over iterator functions, adapted and broken off.
//
// group: calls
// args: 1000
package main

import (
	"fmt"
	"iter"
	"os"
	"strconv"
	"time"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func filter(s iter.Seq[int], keep func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := range s {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func bench(n int) int {
	sum := 0
	for x := range filter(count(n), func(x int) bool { return x%3 != 0 }) {
		sum += x & 0xff
	}
	for range n / 10 {
		for x := range count(100) {
			if x == 3 {
				break
			}
			sum += x
		}
	}
	return sum
}

func main() {
	n := 40000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("rangefunc", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
