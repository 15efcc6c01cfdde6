// Calls through an interface with four implementations.
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

type shape interface{ area(scale int) int }

type (
	square   struct{ side int }
	rect     struct{ w, h int }
	triangle struct{ base, height int }
	dot      int
)

func (s *square) area(scale int) int  { return s.side * s.side * scale }
func (r rect) area(scale int) int     { return r.w * r.h * scale }
func (t triangle) area(scale int) int { return t.base * t.height / 2 * scale }
func (d dot) area(scale int) int      { return int(d) + scale }

func bench(n int) int {
	shapes := []shape{&square{3}, rect{2, 5}, triangle{4, 7}, dot(1), rect{1, 1}, &square{2}, dot(9), triangle{3, 3}}
	sum := 0
	for i := range n {
		sum += shapes[i&7].area(i & 15)
	}
	return sum
}

func main() {
	n := 50000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("interfaces", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
