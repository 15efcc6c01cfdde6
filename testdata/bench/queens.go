// The n queens by backtracking over three slices of bools.
//
// group: loops
// args: 6
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

type board struct {
	columns, up, down []bool
	solutions         int
}

func (b *board) place(row, n int) {
	if row == n {
		b.solutions++
		return
	}
	for c := range n {
		if b.columns[c] || b.up[row+c] || b.down[row-c+n] {
			continue
		}
		b.columns[c], b.up[row+c], b.down[row-c+n] = true, true, true
		b.place(row+1, n)
		b.columns[c], b.up[row+c], b.down[row-c+n] = false, false, false
	}
}

func bench(n int) int {
	b := board{make([]bool, n), make([]bool, 2*n), make([]bool, 2*n+1), 0}
	b.place(0, n)
	return b.solutions
}

func main() {
	n := 13
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("queens", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
