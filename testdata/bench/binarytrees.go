// Binary trees made and dropped beside one that lives on.
//
// group: memory
// args: 6
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

type node struct{ left, right *node }

func tree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

func (t *node) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

func bench(n int) int {
	long := tree(n)
	sum := tree(n + 1).count()
	for d := 4; d <= n; d += 4 {
		for range 1 << (n - d + 4) {
			sum += tree(d).count()
		}
	}
	return sum + long.count()
}

func main() {
	n := 15
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("binarytrees", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
