package main

import "fmt"

type Shape interface {
	comparable
	Area() float64
}

type Sq struct{ s float64 }

func (s Sq) Area() float64 { return s.s * s.s }

func Largest[S Shape](ss ...S) (best S, idx int) {
	for i, s := range ss {
		if i == 0 || s.Area() > best.Area() {
			best, idx = s, i
		}
	}
	return
}

type Setter[T any] interface {
	*T
	Set(string)
}

type Name struct{ v string }

func (n *Name) Set(s string) { n.v = "<" + s + ">" }

func Parse[T any, P Setter[T]](in []string) []T {
	out := make([]T, len(in))
	for i, s := range in {
		P(&out[i]).Set(s)
	}
	return out
}

type Num interface{ ~int | ~uint8 | ~float64 }

func Convert[To, From Num](f From) To { return To(f) }

func MapKV[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

type Reg map[string]bool

type Opt[T any] func(*T)

func New[T any](opts ...Opt[T]) T {
	var t T
	for _, o := range opts {
		o(&t)
	}
	return t
}

func main() {
	fmt.Println(Largest(Sq{1}, Sq{3}, Sq{2}))
	fmt.Println(Parse[Name]([]string{"a", "b"}))
	fmt.Println(Convert[uint8](300.7-100), Convert[float64](3)/2)
	fmt.Println(MapKV(Reg{"x": true}))
	fmt.Println(New(func(s *Sq) { s.s = 4 }, func(s *Sq) { s.s *= 2 }))
	type any2 = any
	var f any2 = Convert[int, float64]
	fmt.Printf("%T\n", f)
}
