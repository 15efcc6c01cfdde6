// The specification's "Comparison operators".
package main

import "fmt"

type T struct {
	a int
	_ float64
	s string
}
type I interface{ M() int }
type V int
type P struct{ n int }

func (v V) M() int  { return int(v) }
func (p *P) M() int { return p.n }

type Bool bool
type Chan chan int

func try(f func() bool) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(e)
		}
	}()
	fmt.Println(f())
}

func eq[K comparable](a, b K) bool                  { return a == b }
func less[K ~int | ~string | ~float64](a, b K) bool { return a < b }

func main() {
	const c = 3 < 4
	x, y := 1, 2
	type MyBool bool
	var (
		b3        = x == y
		b4 bool   = x == y
		b5 MyBool = x == y
	)
	fmt.Printf("%T %T %T %T\n", c, b3, b4, b5)
	fmt.Println(true == false, Bool(true) == (1 < 2), 1 <= 1.0, "a" < "b", "" < "a", "Z" < "a", "abc" < "abd", "ab" < "abc", "日" > "z", 2+1i == 2+1i)
	fmt.Println(less("b", "a"), less(1.5, 2), less(x, y), 'a' < 98, uint8(200) > 100, int8(-1) < 0)
	// Pointers: same variable; distinct zero-size variables may or may not be equal.
	p, q := &x, &x
	var np, nq *int
	fmt.Println(p == q, p == &y, np == nq, np == nil, p != nil, new(int) == new(int))
	arr := [2]int{1, 1}
	fmt.Println(&arr[0] == &arr[1], &arr[0] == &arr[:][0])
	// Channels: the same make.
	c1, c2 := make(chan int), make(chan int)
	var ro <-chan int = c1
	fmt.Println(c1 == c2, c1 == c1, ro == c1, Chan(c1) == c1, (chan int)(nil) == nil)
	// Interfaces: identical dynamic types and equal values, or both nil.
	var i, j I
	fmt.Println(i == j, i == nil)
	i, j = V(1), V(1)
	fmt.Println(i == j, i != nil, i == I(V(2)), i == I(&P{1}))
	pp := &P{1}
	i, j = pp, pp
	fmt.Println(i == j, i == I(&P{1}), i == pp, pp == i)
	// A non-interface value and an interface.
	var v V = 5
	i = v
	fmt.Println(i == v, v == i, i == V(6), any(5) == any(V(5)), any(5) == 5, any("s") == "s", any(nil) == nil, any((*int)(nil)) == nil)
	var e1, e2 error = fmt.Errorf("x"), fmt.Errorf("x")
	fmt.Println(e1 == e2, e1 == e1, error(nil) == nil)
	// Structs: the non-blank fields in order; arrays: the elements.
	fmt.Println(T{a: 1, s: "x"} == T{a: 1, s: "x"}, T{a: 1} == T{a: 2}, T{} != T{s: "y"}, [2]string{"a"} == [2]string{"a", ""}, [3]T{} == [...]T{2: {}})
	fmt.Println(struct{ a, b any }{1, "x"} == struct{ a, b any }{1, "x"}, [2]any{1, nil} == [2]any{1, nil}, [0]int{} == [0]int{}, struct{}{} == struct{}{})
	fmt.Println(T{1, 2, "s"} == struct {
		a int
		_ float64
		s string
	}{1, 3, "s"})
	// The comparison stops at the first difference.
	type pair struct {
		n int
		v any
	}
	try(func() bool { return pair{1, []int{}} == pair{2, []int{}} })
	try(func() bool { return pair{1, []int{}} == pair{1, []int{}} })
	try(func() bool { return [2]any{1, []int{}} == [2]any{2, []int{}} })
	try(func() bool { return any([]int{}) == any([]int{}) })
	try(func() bool { return any([]int{}) == any([]string{}) })
	try(func() bool { return any(func() {}) == any(func() {}) })
	try(func() bool { return any(map[int]int{}) == any(map[int]int{}) })
	try(func() bool { return any([]int{}) == any(1) })
	try(func() bool { return any([1]func(){}) == any([1]func(){}) })
	try(func() bool { return any(struct{ m map[int]int }{}) == any(struct{ m map[int]int }{}) })
	try(func() bool { return eq[any](T{}, T{}) })
	// Slices, maps and functions: with nil only.
	var s []int
	var m map[string]int
	var f func()
	fmt.Println(s == nil, nil == m, f == nil, []int{} != nil, main != nil, map[int]int{} == nil)
	fmt.Println(eq(T{}, T{}), eq([2]int{1}, [2]int{1}), eq(1+1i, 1+1i), eq(p, q))
}
