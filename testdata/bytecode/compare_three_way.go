// cmp.Compare is an instruction of its operands' type. cmp.Or needs no slice, and evaluates what cannot be noticed only when it is
// wanted; a call, or a pointer that was not followed before, is evaluated in any case. A comparison of a variable with itself is none.
package main

import (
	"cmp"
	"strings"
)

type person struct {
	name string
	age  uint8
	size float32
}

//go:noinline
func lazy(a, b *person) int {
	return cmp.Or(cmp.Compare(a.age, b.age), cmp.Compare(a.size, b.size), strings.Compare(a.name, b.name))
}

//go:noinline
func values(a, b person) int {
	return cmp.Or(-cmp.Compare(a.age, b.age), cmp.Compare(a.name, b.name))
}

//go:noinline
func eager(n int, a *person) int { return cmp.Or(n, int(a.age), 7) }

//go:noinline
func text(a string) string { return cmp.Or(a, "none") }

//go:noinline
func find[T cmp.Ordered](x []T, v T) int {
	i := 0
	for i < len(x) && cmp.Less(x[i], v) {
		i++
	}
	return i
}

func main() {
	p := &person{"p", 1, 2}
	println(lazy(p, p), values(*p, *p), eager(0, p), text(""), find([]int{1, 2}, 2), find([]float64{1}, 2))
}
