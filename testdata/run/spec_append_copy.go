// The specification's "Built-in functions": "Appending to and copying slices", "Clear", "Close", "Deletion of map elements".
package main

import (
	"fmt"
	"math"
)

type Bytes []byte
type Str string

func app[S ~[]E, E any](s S, e ...E) S                { return append(s, e...) }
func cp[D ~[]byte, S ~string | ~[]byte](d D, s S) int { return copy(d, s) }
func clr[T ~[]int | ~map[string]int](t T) int         { clear(t); return len(t) }
func del[M ~map[K]V, K comparable, V any](m M, k K)   { delete(m, k) }
func cl[C ~chan E | ~chan<- E, E any](c C)            { close(c) }

func main() {
	s0 := []int{0, 0}
	s1 := append(s0, 2)
	s2 := append(s1, 3, 5, 7)
	s3 := append(s2, s0...)
	s4 := append(s3[3:6], s3[2:]...)
	fmt.Println(s0, s1, s2, s3, s4)
	var t []interface{}
	t = append(t, 42, 3.1415, "foo")
	var b []byte
	b = append(b, "bar"...)
	b = append(b, Str("!")...)
	b = append(b, Bytes("?")...)
	fmt.Println(t, string(b), append([]int(nil)) == nil, append([]int(nil), []int(nil)...) == nil, len(append([]int{})), append([]any(nil), nil), append(Bytes("x"), 'y'))
	fmt.Printf("%T %v %T\n", app(Bytes("a"), 'b'), app([]string{}, "x", "y"), append(Bytes(nil), 1))
	// Enough capacity: the same array; else a new one.
	base := make([]int, 2, 4)
	x, y := append(base, 1), append(base, 2)
	fmt.Println(x, y, &x[0] == &y[0], &append(base[:2:2], 9)[0] == &base[0], cap(append(base, 1, 2)), base[:3])
	self := []int{1, 2, 3}
	self = append(self, self...)
	self = append(self[:1], self[2:]...)
	fmt.Println(self)
	// copy: the smaller of the lengths; overlapping; from a string.
	a := [...]int{0, 1, 2, 3, 4, 5, 6, 7}
	s := make([]int, 6)
	n1, n2 := copy(s, a[0:]), copy(s, s[2:])
	fmt.Println(n1, n2, s)
	n3 := copy(s[2:], s)
	bs := make([]byte, 5)
	n4 := copy(bs, "Hello, World!")
	fmt.Println(n3, s, n4, copy(bs, ""), copy([]int(nil), s), cp(bs, "yo"), cp(Bytes(bs), Bytes("J")), string(bs), copy(a[:], a[1:3]), a)
	// clear.
	m := map[string]int{"a": 1}
	sl := []int{1, 2, 3}
	nan := map[float64]int{math.NaN(): 1, 1: 2}
	clear(m)
	clear(sl[1:])
	clear(nan)
	clear([]int(nil))
	clear(map[int]int(nil))
	fmt.Println(m, sl, nan, clr(sl), clr(map[string]int{"x": 1}), sl)
	// delete.
	m["x"], m["y"] = 1, 2
	delete(m, "x")
	delete(m, "none")
	delete(map[int]int(nil), 1)
	del(m, "y")
	mi := map[any]int{1: 1, "a": 2}
	delete(mi, "a")
	delete(mi, 2)
	fmt.Println(m, mi)
	// close.
	c := make(chan int, 2)
	c <- 1
	close(c)
	v, ok := <-c
	v2, ok2 := <-c
	fmt.Println(v, ok, v2, ok2)
	cl(make(chan<- int))
	for _, f := range []func(){func() { close(c) }, func() { var nc chan int; close(nc) }, func() { c <- 1 }, func() { delete(mi, []int{}) }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
