// Maps with struct, array and interface keys.
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

type cell struct{ x, y int32 }

type named struct {
	name string
	id   int
}

func bench(n int) int {
	grid := map[cell]int{}
	names := map[named]bool{}
	arrays := map[[3]byte]int{}
	anys := map[any]int{}
	label := []string{"alpha", "beta", "gamma", "delta"}
	r := random(9)
	for i := range n {
		grid[cell{int32(r.next(1000)), int32(r.next(300))}]++
		if i%4 == 0 {
			names[named{label[i/4%4], r.next(1000)}] = true
			arrays[[3]byte{byte(i), byte(i >> 8), 1}]++
			anys[i%100]++
			anys[label[i%3]]++
		}
	}
	sum := 0
	for c, k := range grid {
		sum += int(c.x^c.y) * k
	}
	return sum + len(names)*3 + len(arrays) + anys[8] + anys["beta"]
}

func main() {
	n := 1500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mapstruct", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
