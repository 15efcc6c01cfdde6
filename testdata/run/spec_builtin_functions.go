// The specification's built-in functions: complex numbers, length and capacity, make, min and max, new.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

type F32 float32
type Arr [5]int

const (
	c1 = imag(2i)
	c2 = len([10]float64{2})
	c3 = len([10]float64{c1})
	c5 = len("const")
	c6 = max(1, 2.5, 'a') + min(3, 4)
	c7 = cap([3]string{})
	c8 = real(complex(1, 2)) + len([...]int{1, 2})
)

var z complex128
var called int

func arr() [4]int                                          { called++; return [4]int{} }
func length[T ~string | ~[]int | ~map[string]int](t T) int { return len(t) }
func capacity[T ~[]int | ~chan int | ~[3]int](t T) int     { return cap(t) }
func mk[S ~[]int](n int) S                                 { return make(S, n) }
func least[T int | float64 | string](a, b, c T) T          { return min(a, b, c) }
func fresh[T any](v T) *T                                  { return new(v) }

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	// Complex numbers.
	var a = complex(2, -2)
	const b = complex(1.0, -1.4)
	x := float32(math.Cos(math.Pi / 2))
	var c64 = complex(5, -x)
	var s int = complex(1, 0)
	var im = imag(b)
	const c = imag(b)
	var rl float32 = real(c64)
	fmt.Printf("%T %T %T %v %v %v %v %v %T\n", a, b, c64, s, im, c, rl, real(a), imag(c64))
	fmt.Println(complex(1, 2)*complex(3, 4), real(3+4i), imag(5), real('a'), complex(F32(1), 2) == 1+2i, c1, c2, c3, c5, c6, c7, c8)
	// Length and capacity: constant when nothing is called or received.
	var p *[7]int
	var sl []int
	var m map[string]int
	var ch chan int
	fmt.Println(len("héllo"), len(p), cap(p), len(sl), cap(sl), len(m), len(ch), cap(ch), len(arr()), called, len([3]struct{}{}), len(*p))
	n := len([2]int{len(arr())})
	_ = [len(p)]int{}
	bc := make(chan int, 10)
	bc <- 1
	fmt.Println(n, called, len(bc), cap(bc), length("abc"), length([]int{1}), length(map[string]int{"a": 1}), capacity(make([]int, 1, 4)), capacity(make(chan int, 2)), capacity([3]int{}))
	// make.
	s1 := make([]int, 10, 100)
	s2 := make([]int, 1e3)
	c3 := make(chan int, 10)
	m4 := make(map[string]int, 100)
	s5 := make([]string, uint8(3), int64(5))
	s6 := make([]byte, 'a'-'`')
	fmt.Println(len(s1), cap(s1), len(s2), cap(c3), len(m4), len(s5), cap(s5), s6, len(mk[[]int](3)), len(make([]struct{}, 1<<40)))
	neg, big, two := -1, 1<<62, 2
	try(func() { _ = make([]int, neg) })
	try(func() { _ = make([]int, 3, two) })
	try(func() { _ = make([]int64, big) })
	try(func() { _ = make([]int, 1, big) })
	try(func() { _ = make(chan int, neg) })
	try(func() { _ = make(chan [1000]int, big) })
	try(func() { fmt.Println(len(make(map[int]int, neg)) == 0) })
	// min and max.
	y := 7
	fl := 0.5
	nan, nz := math.NaN(), math.Copysign(0, -1)
	const cm = min(1, 2.0, 'c')
	fmt.Println(min(y), min(y, 10), max(y, 10, 3), max(1, 2.0, 10), max(y, 2.0, 10), max(0, fl), min("", "foo", "bar"), max("a", "b"), cm)
	fmt.Printf("%T %T %T %T\n", max(1, 2.0, 'a'), min(F32(1), 2), max(y, 'a'), min(fl, 1))
	fmt.Println(min(nan, 1), max(1, nan), min(0.0, nz), 1/min(zero(), nz), 1/max(nz, zero()), max(math.Inf(-1), nan), min(math.Inf(1), 5), least(3, 1, 2), least("c", "b", "a"), least(2.5, nan, 1))
	t := "tee"
	fmt.Println(max(t, "a", "z"), min(t, t+"x"))
	// new: a type, or a value since 1.26.
	pi, ps, pa := new(int), new(struct{ a, b int }), new(Arr)
	*pi, ps.b, pa[4] = 3, 4, 5
	q := new(*pi + 1)
	r := new("text")
	fmt.Println(*pi, *ps, *pa, *q, *r, *fresh(2.5), *new(int8(7)), new(y) != &y, **new(new(true)), unsafe.Sizeof(*new(int16)))
	fmt.Printf("%T %T %T\n", new(1), new(1.5), new('x'))
}

func zero() float64 { return 0 }
