// The specification's "For statements with range clause": every kind of expression, and the examples.
package main

import (
	"fmt"
	"sort"
)

var evaluated int

func list() []int { evaluated++; return []int{1, 2, 3} }

type Seq2[K, V any] func(yield func(K, V) bool)

func fibo(yield func(x int) bool) {
	f0, f1 := 0, 1
	for yield(f0) {
		f0, f1 = f1, f0+f1
	}
}

type Tree[K any, V any] struct {
	left, right *Tree[K, V]
	key         K
	value       V
}

func (t *Tree[K, V]) walk(yield func(key K, val V) bool) bool {
	return t == nil || t.left.walk(yield) && yield(t.key, t.value) && t.right.walk(yield)
}
func (t *Tree[K, V]) Walk(yield func(key K, val V) bool) { t.walk(yield) }

func all[S ~[]E, E any](s S) (n int) {
	for range s {
		n++
	}
	for i := range s {
		n += i
	}
	return
}
func ints[T ~int8](n T) (out []T) {
	for i := range n {
		out = append(out, i)
	}
	return
}

func find(want int) (at int) {
	for i := range fibo {
		if i == want {
			return at // returns from find, through the iterator
		}
		at++
	}
	return -1
}

type My8 int8

type key struct{ a int }

func main() {
	// The expression is evaluated once; an array is copied when the second variable is there; slices are not.
	for i, v := range list() {
		fmt.Print(i, v, " ")
	}
	fmt.Println(evaluated)
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		fmt.Print(i, v, " ")
	}
	arr = [3]int{1, 2, 3}
	for i, v := range &arr {
		arr[2] = 20
		fmt.Print(i, v, " ")
	}
	sl := arr[:2]
	for i, v := range sl {
		sl = append(sl, v)
		sl[1] = 50
		fmt.Print(i, v, " ")
	}
	fmt.Println(len(sl))
	// With len constant and one variable at most the expression is not evaluated.
	var testdata *struct{ a *[7]int }
	for i := range testdata.a {
		fmt.Print(i, " ")
	}
	for range testdata.a {
		evaluated++
	}
	var np *[3]string
	for i := range np {
		fmt.Print(i, " ")
	}
	fmt.Println(evaluated)
	// Strings: runes with the index of the first byte; U+FFFD for a wrong byte, one byte further.
	for i, r := range "aé\xff世\xe4\xb8" {
		fmt.Printf("%d:%q ", i, r)
	}
	for i := range "日本" {
		fmt.Print(i, " ")
	}
	for range "" {
		panic("empty")
	}
	fmt.Println()
	// Maps: any order; removed entries do not come, nil has none.
	m := map[string]int{"mon": 0, "tue": 1, "wed": 2, "thu": 3}
	var keys []string
	sum := 0
	for k, v := range m {
		keys = append(keys, k)
		sum += v
	}
	sort.Strings(keys)
	count := 0
	for k := range m {
		count++
		for other := range m {
			if other != k {
				delete(m, other)
			}
		}
	}
	for range map[int]int(nil) {
		panic("nil map")
	}
	fmt.Println(keys, sum, count, len(m))
	// Channels until closed.
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	close(ch)
	for v := range ch {
		fmt.Print(v, " ")
	}
	for range ch {
		panic("drained")
	}
	// Integers.
	for i := range 3 {
		i *= 10 // the iteration's own variable
		fmt.Print(i, " ")
	}
	var u uint8
	for u = range 256>>1<<1 - 1 {
	}
	const big = 10
	for i := range big {
		if i == big-1 {
			fmt.Printf("%T %d %d ", i, i, u)
		}
	}
	for range -5 {
		panic("n <= 0")
	}
	type My int16
	for i := range My(2) {
		fmt.Printf("%T ", i)
	}

	fmt.Println(ints(int8(3)), ints(My8(2)), all([]string{"a", "b"}))
	// Functions.
	for x := range fibo {
		if x >= 50 {
			break
		}
		if x%2 == 0 {
			continue
		}
		fmt.Print(x, " ")
	}
	fmt.Println(find(21))
	var tree = &Tree[string, int]{&Tree[string, int]{nil, nil, "a", 1}, &Tree[string, int]{nil, nil, "c", 3}, "b", 2}
	for k, v := range tree.Walk {
		fmt.Print(k, v, " ")
	}
	for range tree.Walk {
		fmt.Print(". ")
	}
	for range func(yield func() bool) {
		for i := 0; i < 3 && yield(); i++ {
		}
	} {
		fmt.Print("no values ")
	}
	fmt.Println()
	// Assignment to anything addressable or a map element.
	var s struct{ k, v int }
	x := []int{7, 8, 9}
	idx := map[key]int{}
	for s.k, s.v = range x {
	}
	for idx[key{1}], x[0] = range x {
	}
	var kk, vv any
	for kk, vv = range []string{"any"} {
	}
	fmt.Println(s, idx, x, kk, vv)
	var fs []func() int
	for i, v := range []int{4, 5} {
		fs = append(fs, func() int { v++; return i*100 + v })
	}
	fmt.Println(fs[0](), fs[0](), fs[1]())
outer:
	for i := range fibo {
		for j := range tree.Walk {
			if j == "b" {
				continue outer
			}
			if i > 2 {
				break outer
			}
			fmt.Print(i, j, " ")
			defer fmt.Println("deferred in a range over a function", i, j)
		}
	}
	fmt.Println()
	func() {
		defer func() { fmt.Println(recover()) }()
		for range func(yield func() bool) { yield(); yield() } {
			break
		}
	}()
}
