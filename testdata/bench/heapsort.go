// Heap sort by hand.
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

// The generator of Park and Miller: its products fit the 53 bits that every language has.
type random int

func (r *random) next(limit int) int {
	*r = *r * 16807 % 2147483647
	return int(*r) % limit
}

func sift(a []int, root int) {
	for {
		child := 2*root + 1
		if child >= len(a) {
			return
		}
		if child+1 < len(a) && a[child] < a[child+1] {
			child++
		}
		if a[root] >= a[child] {
			return
		}
		a[root], a[child] = a[child], a[root]
		root = child
	}
}

func bench(n int) int {
	a := make([]int, n)
	r := random(42)
	for i := range a {
		a[i] = r.next(1000000)
	}
	for i := n/2 - 1; i >= 0; i-- {
		sift(a, i)
	}
	for end := n - 1; end > 0; end-- {
		a[0], a[end] = a[end], a[0]
		sift(a[:end], 0)
	}
	sum := 0
	for i, x := range a {
		sum = (sum + i%100*x) % 1000000007
	}
	return sum
}

func main() {
	n := 1500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("heapsort", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
