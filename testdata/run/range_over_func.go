package main

import (
	"fmt"
	"iter"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Print("(cleanup)")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func enumerate[T any](s []T) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

func find(n int) (res string) {
	defer func() { res += "!" }()
	for v := range count(10) {
		defer fmt.Print("<deferred ", v, ">")
		if v == n {
			return fmt.Sprint("found ", v)
		}
	}
	return "none"
}

func main() {
	for v := range count(3) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(find(2))
outer:
	for i := range count(5) {
		for j, s := range enumerate([]string{"a", "b", "c"}) {
			if j == 2 {
				continue outer
			}
			if i == 2 {
				break outer
			}
			fmt.Print(i, s, " ")
		}
	}
	fmt.Println()
	for range func(yield func() bool) {
		for yield() {
		}
	} {
		fmt.Println("once")
		break
	}
	next, stop := iter.Pull(count(3))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(next())
}
