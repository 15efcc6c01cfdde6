// A map with int keys: filled, updated, looked up, deleted from, ranged over.
//
// group: data
// args: 1000
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

func bench(n int) int {
	m := map[int]int{}
	r := random(1)
	for i := range n {
		m[r.next(n)] += i & 15
	}
	found := 0
	for i := range n {
		if v, ok := m[i*7%n]; ok {
			found += v & 3
		}
	}
	for i := 0; i < n; i += 3 {
		delete(m, i)
	}
	sum := 0
	for k, v := range m {
		sum += k%1000 + v
	}
	return sum + found + len(m)
}

func main() {
	n := 1000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mapint", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
