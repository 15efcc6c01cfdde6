// Sorting by generics: slices.Sort, slices.SortFunc, slices.BinarySearch.
//
// group: data
// args: 100
package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
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
	r := random(11)
	ints := make([]int, n)
	for i := range ints {
		ints[i] = r.next(1000000)
	}
	words := make([]string, n/8)
	for i := range words {
		words[i] = strconv.Itoa(ints[i])
	}
	byLast := slices.Clone(ints[:n/4])
	slices.Sort(ints)
	slices.Sort(words)
	slices.SortFunc(byLast, func(a, b int) int { return cmp.Or(cmp.Compare(a%10, b%10), cmp.Compare(a, b)) })
	sum := 0
	for i := range byLast {
		at, ok := slices.BinarySearch(ints, byLast[i])
		if ok {
			sum = (sum + at%1000*i) % 1000000007
		}
	}
	for i, w := range words {
		sum = (sum + len(w)*i + int(w[0])) % 1000000007
	}
	return sum
}

func main() {
	n := 1500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("sortgeneric", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
