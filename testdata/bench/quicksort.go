// Quick sort by hand.
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

func quicksort(a []int, low, high int) {
	for low < high {
		pivot := a[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for a[i] < pivot {
				i++
			}
			for a[j] > pivot {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i++
				j--
			}
		}
		quicksort(a, low, j)
		low = i
	}
}

func bench(n int) int {
	a := make([]int, n)
	r := random(42)
	for i := range a {
		a[i] = r.next(1000000)
	}
	quicksort(a, 0, n-1)
	sum := 0
	for i, x := range a {
		sum = (sum + i%100*x) % 1000000007
	}
	return sum
}

func main() {
	n := 2500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("quicksort", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
