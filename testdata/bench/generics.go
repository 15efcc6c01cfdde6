// Generic containers and functions over them.
//
// group: calls
// args: 1000
package main

import (
	"cmp"
	"fmt"
	"os"
	"strconv"
	"time"
)

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }

func (s *stack[T]) pop() T {
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x
}

func largest[T cmp.Ordered](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func fold[T, R any](s []T, start R, f func(R, T) R) R {
	for _, x := range s {
		start = f(start, x)
	}
	return start
}

func bench(n int) int {
	var ints stack[int]
	var pairs stack[[2]int]
	sum := 0
	for i := range n {
		ints.push(i)
		pairs.push([2]int{i, -i})
		if i%4 == 3 {
			for range 3 {
				sum += largest(ints.pop()&31, pairs.pop()[0]&15)
			}
		}
	}
	return sum + fold(ints.items, 0, func(a, x int) int { return (a*3 + x) & 0xffffff })
}

func main() {
	n := 25000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("generics", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
