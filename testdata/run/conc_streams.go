package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

type Stream[T any] struct{ seq iter.Seq[T] }

func From[T any](xs ...T) Stream[T] { return Stream[T]{slices.Values(xs)} }
func Generate[T any](f func(int) T) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		for i := 0; yield(f(i)); i++ {
		}
	}}
}
func (s Stream[T]) Filter(p func(T) bool) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		for v := range s.seq {
			if p(v) && !yield(v) {
				return
			}
		}
	}}
}
func (s Stream[T]) Take(n int) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for v := range s.seq {
			if !yield(v) {
				return
			}
			if i++; i == n {
				return
			}
		}
	}}
}
func (s Stream[T]) Collect() []T { return slices.Collect(s.seq) }

func Map[T, U any](s Stream[T], f func(T) U) Stream[U] {
	return Stream[U]{func(yield func(U) bool) {
		s.seq(func(v T) bool { return yield(f(v)) })
	}}
}
func Reduce[T, A any](s Stream[T], acc A, f func(A, T) A) A {
	for v := range s.seq {
		acc = f(acc, v)
	}
	return acc
}
func GroupBy[T any, K comparable](s Stream[T], key func(T) K) map[K][]T {
	m := map[K][]T{}
	for v := range s.seq {
		k := key(v)
		m[k] = append(m[k], v)
	}
	return m
}
func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		na, stopA := iter.Pull(a)
		defer stopA()
		nb, stopB := iter.Pull(b)
		defer stopB()
		for {
			x, ok1 := na()
			y, ok2 := nb()
			if !ok1 || !ok2 || !yield(x, y) {
				return
			}
		}
	}
}

type Pair[K cmp.Ordered, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v|%v>", p.Key, p.Val) }

func SortedPairs[M ~map[K]V, K cmp.Ordered, V any](m M) []Pair[K, V] {
	var out []Pair[K, V]
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, Pair[K, V]{k, m[k]})
	}
	return out
}

func main() {
	evens := Generate(func(i int) int { return i }).Filter(func(i int) bool { return i%2 == 0 }).Take(5)
	fmt.Println(evens.Collect())
	words := From(strings.Fields("the quick brown fox jumps over the lazy dog")...)
	fmt.Println(Reduce(Map(words, func(s string) int { return len(s) }), 0, func(a, n int) int { return a + n }))
	fmt.Println(SortedPairs(GroupBy(words, func(s string) int { return len(s) })))
	for a, b := range Zip(words.seq, evens.seq) {
		fmt.Print(a, "=", b, " ")
		if b == 6 {
			break
		}
	}
	fmt.Println()
	fmt.Printf("%v %+v %T\n", Pair[string, []int]{"k", []int{1}}, &Pair[int, bool]{1, true}, Pair[string, map[string]int]{})
	fmt.Printf("%T %T\n", evens, Map[int, string])
	next, stop := iter.Pull2(maps.All(map[string]int{"only": 1}))
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(slices.Collect(slices.Chunk([]int{1, 2, 3, 4, 5}, 2)))
	for i, v := range slices.Backward([]string{"x", "y"}) {
		fmt.Print(i, v, ";")
	}
	fmt.Println(slices.SortedFunc(words.seq, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) }))
}
