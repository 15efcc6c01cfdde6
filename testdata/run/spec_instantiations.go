// The specification's "Instantiations" and "Type inference".
package main

import (
	"fmt"
	"slices"
	"strconv"
)

type Number interface{ ~int | ~int64 | ~float64 }

func sum[T ~int | ~float64](x ...T) (s T) {
	for _, v := range x {
		s += v
	}
	return
}

func apply[S ~[]E, E any](s S, f func(E) E) S {
	r := make(S, len(s))
	for i, v := range s {
		r[i] = f(v)
	}
	return r
}

func dedup[S ~[]E, E comparable](s S) (r S) {
	seen := map[E]bool{}
	for _, v := range s {
		if !seen[v] {
			r = append(r, v)
		}
		seen[v] = true
	}
	return
}

func scale[S ~[]E, E Number](s S, c E) S {
	r := make(S, 0, len(s))
	for _, v := range s {
		r = append(r, v*c)
	}
	return r
}

func dotProduct[F ~float32 | ~float64](x, y []F) (d F) {
	for i := range x {
		d += x[i] * y[i]
	}
	return
}

func Map[F, T any](s []F, f func(F) T) (r []T) {
	for _, v := range s {
		r = append(r, f(v))
	}
	return
}

func double[T Number](x T) T                                 { return x * 2 }
func pair[A, B any](a A, b B) string                         { return fmt.Sprintf("%T,%T", a, b) }
func conv[To, From Number](f From) To                        { return To(f) }
func ptr[T any](t T) *T                                      { return &t }
func zero[T any]() (z T)                                     { return }
func keys[M ~map[K]V, K comparable, V any](m M) int          { return len(m) }
func fromFunc[R any](f func() R) R                           { return f() }
func mix[T any](a, b T) string                               { return fmt.Sprintf("%T %v %v", a, a, b) }
func chans[E any](c <-chan E) string                         { return fmt.Sprintf("%T", c) }
func result[P interface{ *T }, T any]() P                    { return new(T) }
func apply2[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }
func same[T any](T, ...T) string                             { return fmt.Sprintf("%T", *new(T)) }

type Tree[T interface{ LessThan(T) bool }] struct{ v []T }
type key int

func (k key) LessThan(o key) bool { return k < o }
func (t *Tree[T]) min() T {
	m := t.v[0]
	for _, x := range t.v {
		if x.LessThan(m) {
			m = x
		}
	}
	return m
}

type List[T any] struct{ items []T }

func (l List[T]) each(f func(T)) {
	for _, v := range l.items {
		f(v)
	}
}
func each[T any](l List[T], f func(T)) int { l.each(f); return len(l.items) }

type Slice []int
type Vec[T any] = []T

func main() {
	// All, some, or none of the type arguments.
	fmt.Println(sum[int](1, 2), sum(1.5, 2), sum[float64](1, 2), conv[float64](3), conv[int, float64](3.9), conv[int64](2))
	mySum := sum[float64]
	fmt.Printf("%T %T %T\n", mySum, apply[[]string], dotProduct[float32])
	f := pair[int, string]
	g := pair[int8, bool]
	fmt.Println(f(1, "x"), g(1, true), pair(1, 'a'), pair[any](1, 1i), pair[float32](2, nilErr()))
	fmt.Printf("%T %T %v\n", zero[[3]int](), Tree[key]{}, (&Tree[key]{[]key{3, 1, 2}}).min())
	// Inference from arguments, core types, functions, results of other instantiations.
	fmt.Printf("%T %v %T\n", scale(Slice{1, 2}, 3), dedup([]string{"a", "b", "a"}), apply(Slice{1}, func(i int) int { return i }))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return strconv.Itoa(i * 10) }), Map([]string{"1", "x"}, strconv.Quote), Map([]float64{1.5}, conv[int]))
	fmt.Println(Map([]int{1, 2}, double), *ptr("p"), *ptr(ptr(3)) != nil, keys(map[string]bool{"a": true}), fromFunc(func() int { return 5 }))
	fmt.Println(apply2(strconv.Itoa, func(s string) []byte { return []byte(s) })(42), apply2(double[int], strconv.Itoa)(4), *result[*int]())
	// Untyped constants: after all typed arguments; the "largest" default kind.
	fmt.Println(mix(1, 2), mix(1, 2.5), mix('a', 1), mix(1, 2i), mix(int8(1), 2), mix(1.5, float32(2)), mix("a", "b"), sum(1, 2.5), mix(1 < 2, true))
	// Generic functions assigned to typed variables, passed and returned.
	var h func(int64) int64 = double
	var k func([]string) []string
	k = dedup
	fmt.Println(h(4), k([]string{"z", "z"}), retFn()(3.5))
	fn := func(op func(float64) float64, x float64) float64 { return op(x) }
	fmt.Println(fn(double, 2.5), slices.SortedFunc(slices.Values([]int{3, 1, 2}), compare))
	// Bidirectional channels to directed ones; named to unnamed types; elements of aliases.
	fmt.Println(chans(make(chan int)), chans(make(<-chan string)), each(List[int]{[]int{1, 2}}, func(i int) { fmt.Print(i, ";") }), sum(Vec[int]{1, 2}...))
	type S2 []string
	fmt.Println(len(dedup(S2{"a"})), fmt.Sprintf("%T", dedup(S2{"a"})), same[any](1, "x", nil), same(key(1), 2, 3))
	var e error
	fmt.Println(mix[any](e, 1), same(any(1), 2, "3"))
	fmt.Println(dotProduct([]float64{1, 2}, []float64{3, 4}))
}

func compare[T ~int](a, b T) int   { return int(a - b) }
func nilErr() error                { return nil }
func retFn() func(float64) float64 { return double }
