// The longest common subsequence by dynamic programming over two rows.
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

func text(n, seed int) []byte {
	b := make([]byte, n)
	for i := range b {
		seed = seed * 16807 % 2147483647
		b[i] = byte('a' + seed%4)
	}
	return b
}

func bench(n int) int {
	a, b := text(n, 1), text(n, 2)
	row, last := make([]int, n+1), make([]int, n+1)
	for i := range a {
		row, last = last, row
		for j := range b {
			if a[i] == b[j] {
				row[j+1] = last[j] + 1
			} else if row[j] > last[j+1] {
				row[j+1] = row[j]
			} else {
				row[j+1] = last[j+1]
			}
		}
	}
	return row[n]
}

func main() {
	n := 9000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("lcs", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
