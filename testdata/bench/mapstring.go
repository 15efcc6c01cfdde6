// A map with string keys: counting words.
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
	words := make([]string, 50_000)
	for i := range words {
		words[i] = "word" + strconv.Itoa(i)
	}
	counts := map[string]int{}
	r := random(5)
	for range n {
		counts[words[r.next(len(words))]]++
	}
	sum := 0
	for w, c := range counts {
		sum = (sum + len(w)*c*c) % 1000000007
	}
	return sum + len(counts)
}

func main() {
	n := 5000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("mapstring", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
