package main

import (
	"cmp"
	"fmt"
)

type Number interface {
	~int | ~int64 | ~float64
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) String() string { return fmt.Sprintf("<%v=%v>", p.Key, p.Val) }

type List[T any] struct {
	head *elem[T]
	size int
}

type elem[T any] struct {
	v    T
	next *elem[T]
}

func (l *List[T]) Push(v T) { l.head = &elem[T]{v, l.head}; l.size++ }
func (l *List[T]) Each(f func(T)) {
	for e := l.head; e != nil; e = e.next {
		f(e.v)
	}
}

type Tree[K cmp.Ordered, V any] struct {
	l, r *Tree[K, V]
	k    K
	v    V
}

func (t *Tree[K, V]) Put(k K, v V) *Tree[K, V] {
	if t == nil {
		return &Tree[K, V]{k: k, v: v}
	}
	switch {
	case k < t.k:
		t.l = t.l.Put(k, v)
	case k > t.k:
		t.r = t.r.Put(k, v)
	default:
		t.v = v
	}
	return t
}

func (t *Tree[K, V]) All(yield func(K, V) bool) bool {
	return t == nil || t.l.All(yield) && yield(t.k, t.v) && t.r.All(yield)
}

func Sum[T Number](vs ...T) (s T) {
	for _, v := range vs {
		s += v
	}
	return
}

type Meters float64

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[Meters](1, 2.5))
	p := Pair[string, []int]{"a", []int{1}}
	fmt.Printf("%v %T\n", p, p)
	var l List[Pair[string, int]]
	l.Push(Pair[string, int]{"x", 1})
	l.Push(Pair[string, int]{"y", 2})
	l.Each(func(p Pair[string, int]) { fmt.Println(p) })
	var t *Tree[string, int]
	for i, w := range []string{"m", "c", "x", "a", "m"} {
		t = t.Put(w, i)
	}
	t.All(func(k string, v int) bool { fmt.Print(k, v, " "); return k < "m" })
	fmt.Printf("\n%T\n", t)
}
