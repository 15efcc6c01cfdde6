// iter.Pull makes a goroutine that is there until the iteration ends, and no longer.
package main

import (
	"fmt"
	"iter"
	"runtime"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func main() {
	before := runtime.NumGoroutine()
	more := func() int { return runtime.NumGoroutine() - before }
	for round := range 200 {
		next, stop := iter.Pull(count(3))
		first := more()
		for range round % 4 {
			next()
		}
		middle := more()
		if round%5 == 0 {
			for ok := true; ok; {
				_, ok = next()
			}
		} else {
			stop()
		}
		if round < 10 || first != 1 || middle != 1 || more() != 0 {
			fmt.Println(round, first, middle, more())
		}
		next()
		stop()
	}
}
