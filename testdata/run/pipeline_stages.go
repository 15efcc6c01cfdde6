// Four generic stages: source, map, filter, reduce.
package main

import "fmt"

func From[T any](vs ...T) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for _, v := range vs {
			c <- v
		}
	}()
	return c
}

func Map[T, U any](in <-chan T, f func(T) U) <-chan U {
	c := make(chan U)
	go func() {
		defer close(c)
		for v := range in {
			c <- f(v)
		}
	}()
	return c
}

func Filter[T any](in <-chan T, keep func(T) bool) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for v := range in {
			if keep(v) {
				c <- v
			}
		}
	}()
	return c
}

func Reduce[T, A any](in <-chan T, acc A, f func(A, T) A) A {
	for v := range in {
		acc = f(acc, v)
	}
	return acc
}

func main() {
	words := From("go", "channels", "select", "mutex", "context", "once", "atomic")
	lens := Map(Filter(words, func(s string) bool { return len(s) > 4 }), func(s string) int { return len(s) })
	fmt.Println(Reduce(lens, []int(nil), func(a []int, n int) []int { return append(a, n) }))
	sum := Reduce(Map(From(1, 2, 3, 4), func(i int) float64 { return float64(i) / 2 }), 0.0,
		func(a, b float64) float64 { return a + b })
	fmt.Println(sum)
}
