package main

import (
	"cmp"
	"fmt"
)

type Tree[T cmp.Ordered] struct {
	Left, Right *Tree[T]
	Val T
}

func (t *Tree) Insert(v int) {}

func Less[T any](a, b T) bool { return a < b }

func Eq[T any](a, b T) bool { return a == b }

func Len[T any](a T) int { return len(a) }

func Conv[T ~int | ~string](x T) int { return int(x) }

func Sw[T any](x T) {
	switch x.(type) {
	case int:
	}
	x.Foo()
	var y T = nil
	var z T = 0
	_ = x.(int)
}

func main() {
	var t Tree[int, string]
	var u Tree[[]int]
	fmt.Println(t, u)
	f := Less
	g := Less[int]
	fmt.Println(g("a", "b"), f)
	Eq(1, "a")
	Eq[int](1, 2.5)
}
