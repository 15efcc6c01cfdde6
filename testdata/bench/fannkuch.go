// Fannkuch: permutations and reversals in small slices.
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

func bench(n int) string {
	perm, p, count := make([]int, n), make([]int, n), make([]int, n)
	for i := range perm {
		perm[i] = i
	}
	most, sum, r, sign := 0, 0, n, 1
	for {
		for ; r > 1; r-- {
			count[r-1] = r
		}
		copy(p, perm)
		flips := 0
		for first := p[0]; first != 0; first = p[0] {
			for i, j := 0, first; i < j; i, j = i+1, j-1 {
				p[i], p[j] = p[j], p[i]
			}
			flips++
		}
		most = max(most, flips)
		sum += sign * flips
		sign = -sign
		for {
			if r == n {
				return fmt.Sprint(sum, most)
			}
			first := perm[0]
			for i := 0; i < r; i++ {
				perm[i] = perm[i+1]
			}
			perm[r] = first
			count[r]--
			if count[r] > 0 {
				break
			}
			r++
		}
	}
}

func main() {
	n := 10
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("fannkuch", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
