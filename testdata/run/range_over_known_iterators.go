// Loops over iterators whose code the compiler knows: breaks, returns, gotos, closures, nesting, and what yields once too often.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func filter[T any](s iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for x := range s {
			if keep(x) && !yield(x) {
				return
			}
		}
	}
}

func mapped[T, U any](s iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for x := range s {
			if !yield(f(x)) {
				return
			}
		}
	}
}

func enumerate[T any](s iter.Seq[T]) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for x := range s {
			if !yield(i, x) {
				return
			}
			i++
		}
	}
}

type List[T any] struct {
	head *node[T]
}
type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Push(v T) { l.head = &node[T]{v, l.head} }
func (l *List[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		for n := l.head; n != nil; n = n.next {
			if !yield(n.v) {
				return
			}
		}
	}
}
func (l *List[T]) Each(yield func(T) bool) {
	for n := l.head; n != nil; n = n.next {
		if !yield(n.v) {
			fmt.Println("stopped")
			return
		}
	}
}

type Tree struct {
	l, r *Tree
	v    int
}

func (t *Tree) All(yield func(int) bool) {
	t.push(yield)
}
func (t *Tree) push(yield func(int) bool) bool {
	if t == nil {
		return true
	}
	return t.l.push(yield) && yield(t.v) && t.r.push(yield)
}
func (t *Tree) Walk(yield func(int) bool) {
	if t == nil {
		return
	}
	for x := range t.l.Walk {
		if !yield(x) {
			return
		}
	}
	if !yield(t.v) {
		return
	}
	for x := range t.r.Walk {
		if !yield(x) {
			return
		}
	}
}

func find(n, want int) (int, string) {
	for i, x := range enumerate(count(n)) {
		if x == want {
			return i, "found"
		}
	}
	return -1, "none"
}

func nested(n int) (total int) {
outer:
	for x := range count(n) {
		for y := range count(n) {
			if y > x {
				continue outer
			}
			if x == 7 {
				break outer
			}
			for z := range count(n) {
				if z == 2 {
					break
				}
				if x == 6 && y == 5 && z == 1 {
					return total
				}
				total += x*100 + y*10 + z
			}
		}
	}
	return -total
}

func three(yield func(int, string) bool) {
	if !yield(1, "a") {
		return
	}
	if !yield(2, "b") {
		return
	}
	yield(3, "c")
}

func careless(yield func(int) bool) {
	for i := 0; i < 5; i++ {
		yield(i)
	}
}

func try(f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("recovered:", r)
		}
	}()
	f()
}

func closures() {
	var fs []func() int
	for x := range count(3) {
		fs = append(fs, func() int { x *= 10; return x })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	var ps []*int
	for x := range count(3) {
		ps = append(ps, &x)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
}

func assigned() {
	var x, y int
	for x, y = range enumerate(count(4)) {
		if x == 2 {
			break
		}
	}
	fmt.Println(x, y)
	n := 3
	for i := range count(n) {
		n = 10
		i++
		fmt.Print(i, n, " ")
	}
	fmt.Println()
}

func gotos() {
	k := 0
again:
	for x := range count(5) {
		k++
		if x == 2 && k < 10 {
			goto again
		}
		if x == 3 {
			goto done
		}
	lp:
		for j := 0; j < 3; j++ {
			switch j {
			case 1:
				continue lp
			case 2:
				break lp
			}
		}
	}
	fmt.Println("not here")
done:
	fmt.Println("done", k)
}

func withDefer() (s string) {
	defer func() { s += fmt.Sprint(recover()) }()
	for x := range count(3) {
		defer func() { s += fmt.Sprint(x) }()
	}
	for x := range count(5) {
		if x == 3 {
			panic("three")
		}
	}
	return "r"
}

func deferLoop() (s string) {
	defer func() { s += "!" }()
	for x := range count(3) {
		if x == 2 {
			return fmt.Sprint("x", x)
		}
	}
	return "r"
}

type stack []int

func (s stack) Backward() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := len(s) - 1; i >= 0; i-- {
			if !yield(i, s[i]) {
				return
			}
		}
	}
}

func countdown(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n > 0 {
			n--
			if !yield(n) {
				return
			}
		}
	}
}

func multi() (a int, b string, err error) {
	for i, s := range three {
		if i == 2 {
			return i, s, fmt.Errorf("e%d", i)
		}
	}
	return
}

var calls int

func next() int { calls++; return calls }

type holder struct{ n int }

func (h *holder) inc() int { h.n++; return h.n }
func pair(a, b int) iter.Seq[int] {
	return func(yield func(int) bool) { _ = yield(a) && yield(b) }
}

func inLit() {
	f := func(n int) (r []int) {
		sum := 0
		for x := range filter(count(n), func(x int) bool { return x%2 == 0 }) {
			sum += x
			r = append(r, sum)
		}
		return
	}
	fmt.Println(f(10))
	g := func(n int) int {
		for x := range count(n) {
			if x*x > n {
				return x
			}
		}
		return -1
	}
	fmt.Println(g(50))
}

func main() {
	s := 0
	for x := range count(10) {
		s += x
	}
	fmt.Println(s)
	for x := range filter(count(20), func(x int) bool { return x%3 == 0 }) {
		fmt.Print(x, " ")
	}
	fmt.Println()
	for x := range filter(filter(count(40), func(x int) bool { return x%3 == 0 }), func(x int) bool { return x%2 == 0 }) {
		fmt.Print(x, " ")
	}
	fmt.Println()
	for x := range mapped(filter(mapped(count(10), func(i int) string { return fmt.Sprint("s", i) }), func(s string) bool { return s != "s3" }), func(s string) int { return len(s) }) {
		fmt.Print(x, " ")
	}
	fmt.Println()
	var l List[string]
	l.Push("a")
	l.Push("b")
	l.Push("c")
	for v := range l.All() {
		fmt.Print(v)
	}
	for v := range l.Each {
		fmt.Print(v)
		if v == "b" {
			break
		}
	}
	t := &Tree{&Tree{nil, &Tree{nil, nil, 2}, 1}, &Tree{nil, nil, 4}, 3}
	for v := range t.All {
		if v == 4 {
			break
		}
		fmt.Print(v, " ")
	}
	for v := range t.Walk {
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(find(10, 5))
	fmt.Println(find(10, 50))
	fmt.Println(nested(10))
	for a, b := range three {
		fmt.Print(a, b, " ")
		if a == 2 {
			break
		}
	}
	fmt.Println()
	try(func() {
		for x := range careless {
			fmt.Print(x, " ")
			if x == 1 {
				break
			}
		}
	})
	for x := range careless {
		fmt.Print(x, " ")
	}
	fmt.Println()
	closures()
	assigned()
	gotos()
	fmt.Println(withDefer())
	fmt.Println(deferLoop())
	for i, x := range (stack{5, 6, 7}).Backward() {
		fmt.Print(i, x, " ")
	}
	fmt.Println()
	for x := range countdown(3) {
		fmt.Print(x)
	}
	cd := countdown(5)
	for x := range cd {
		if x == 2 {
			break
		}
	}
	for x := range cd {
		fmt.Print(x)
	}
	fmt.Println()
	fmt.Println(multi())
	h := &holder{}
	for x := range pair(h.n, h.inc()) {
		fmt.Print(x, " ")
	}
	for x := range pair(next(), next()) {
		fmt.Print(x, " ")
	}
	fmt.Println()
	for i, v := range slices.All([]string{"x", "y"}) {
		fmt.Print(i, v)
	}
	for v := range slices.Values([]int{1, 2, 3}) {
		fmt.Print(v)
	}
	for i, v := range slices.Backward([]int{1, 2, 3}) {
		fmt.Print(i, v)
	}
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	sum := 0
	for k, v := range maps.All(m) {
		sum += v * int(k[0])
	}
	for k := range maps.Keys(m) {
		sum += int(k[0])
	}
	for v := range maps.Values(m) {
		sum += v
	}
	fmt.Println(sum)
	for x := range func(yield func(int) bool) {
		for i := s; i < 48; i++ {
			if !yield(i) {
				return
			}
		}
	} {
		s++
		fmt.Print(x, " ")
	}
	fmt.Println(s)
	for range count(3) {
		fmt.Print("*")
	}
	for _, v := range enumerate(count(2)) {
		fmt.Print(v)
	}
	fmt.Println()
	inLit()
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c)
	}
	fmt.Println(slices.Collect(filter(slices.Values([]int{1, 2, 3, 4}), func(x int) bool { return x > 2 })))
	fmt.Println(slices.Sorted(maps.Keys(m)))
}
