// The specification's "Array types" and "Slice types".
package main

import "fmt"

const N = 4

type T1 struct {
	F2 [2]T2 // fine: T2 contains pointers and slices only
}

type T2 struct {
	p *T1
	s []T2
	f func([]T1) T2
	m map[string]T2
	c chan T1
}

type A [3]int

func change(a [3]int) [3]int { a[0] = 99; return a }

func changeSlice(s []int) { s[0] = 99 }

func main() {
	var a [32]byte
	var b [2 * N]struct{ x, y int32 }
	var c [1000]*float64
	var d [3][5]int
	var e [2][2][2]float64
	fmt.Println(len(a), len(b), len(c), len(d), len(d[0]), len(e), len(e[0]), len(e[0][1]), len(T1{}.F2), cap(a))
	fmt.Println([2]([2]([2]float64))(e) == e, [N - 4]int{}, len([N + 'a' - 'a']bool{}), len([2.0]int{}))

	// An array is a value: assignment, argument and result copy it.
	x := [3]int{1, 2, 3}
	y := x
	y[1] = 20
	fmt.Println(x, y, change(x), x, x == y, x == [...]int{1, 2, 3}, A(x) == x)
	d[1][2] = 7
	row := d[1]
	row[0] = 1
	fmt.Println(d, row)
	ptr := &x
	ptr[2] = 30
	for i := range ptr {
		ptr[i]++
	}
	fmt.Println(x, len(ptr), ptr[:2])

	// A slice denotes a segment of an underlying array and shares it.
	var s []int
	fmt.Println(s == nil, len(s), cap(s))
	s = x[:]
	t := s[1:2]
	t[0] = -1
	changeSlice(s)
	fmt.Println(x, s, t, len(t), cap(t))
	t = t[:cap(t)]
	t = append(t, 4) // beyond the capacity: another array
	t[0] = -2
	fmt.Println(x, t, len(t))
	m := make([]int, 50, 100)
	n := new([100]int)[0:50]
	fmt.Println(len(m), cap(m), len(n), cap(n), len(m[:100]), m[49] == n[49])

	// Slices of slices: inner lengths may differ, arrays of arrays cannot.
	tri := make([][]int, 4)
	for i := range tri {
		tri[i] = make([]int, i)
		for j := range tri[i] {
			tri[i][j] = i * j
		}
	}
	fmt.Println(tri)
	lit := [][2]string{{"a", "b"}, {"c"}}
	lit[1][1] = "d"
	fmt.Println(lit, len(lit[1]))
	empty := []int{}
	fmt.Println(empty == nil, len(empty), [0]int{} == [0]int{})
	f := T2{f: func(s []T1) T2 { return T2{s: make([]T2, len(s))} }}
	fmt.Println(len(f.f(make([]T1, 3)).s))
}
