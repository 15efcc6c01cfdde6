// Conway's game of life on a torus, rows as slices of bytes.
//
// group: loops
// args: 5
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

const side = 256

func bench(n int) int {
	grid, next := make([][]byte, side), make([][]byte, side)
	seed := 42
	for y := range grid {
		grid[y], next[y] = make([]byte, side), make([]byte, side)
		for x := range grid[y] {
			seed = seed * 16807 % 2147483647
			if seed%3 == 0 {
				grid[y][x] = 1
			}
		}
	}
	for range n {
		for y := range grid {
			above, row, below := grid[(y+side-1)%side], grid[y], grid[(y+1)%side]
			for x := range row {
				l, r := (x+side-1)%side, (x+1)%side
				around := above[l] + above[x] + above[r] + row[l] + row[r] + below[l] + below[x] + below[r]
				if around == 3 || (around == 2 && row[x] == 1) {
					next[y][x] = 1
				} else {
					next[y][x] = 0
				}
			}
		}
		grid, next = next, grid
	}
	alive := 0
	for _, row := range grid {
		for _, c := range row {
			alive += int(c)
		}
	}
	return alive
}

func main() {
	n := 300
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("life", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
