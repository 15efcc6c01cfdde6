// Calls of methods on pointers and on values.
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

type counter struct{ n, step int }

//go:noinline
func (c *counter) add(k int) { c.n += c.step * k }

//go:noinline
func (c counter) peek(k int) int { return c.n ^ k }

func bench(n int) int {
	c := &counter{step: 3}
	sum := 0
	for i := range n {
		c.add(i & 7)
		sum = (sum + c.peek(i)) & 0xffffffff
	}
	return sum
}

func main() {
	n := 60000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("methods", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
