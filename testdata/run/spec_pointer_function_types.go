// The specification's "Pointer types" and "Function types".
package main

import "fmt"

type Point struct{ x, y int }

type Op func(int, int) int

func (o Op) Twice(a int) int { return o(o(a, a), a) }

type Recursive func(int) Recursive

func add(a, b int) int { return a + b }

func plain()                                {}
func one(x int) int                         { return x }
func unnamed(a, _ int, z float32) bool      { return float32(a) < z }
func short(a, b int, z float32) bool        { return unnamed(a, b, z) }
func prefix(p string, values ...int) string { return fmt.Sprint(p, values, len(values), values == nil) }
func both(a, b int, z float64, opt ...any) (success bool) {
	success = len(opt) > a
	return
}
func pair(int, int, float64) (float64, *[]int) { return 1.5, nil }
func higher(n int) func(p *Point) int {
	return func(p *Point) int { return n * p.x }
}

func main() {
	var p *Point
	var pa *[4]int
	fmt.Println(p == nil, pa == nil, len(pa))
	p = &Point{3, 4}
	pa = &[4]int{1, 2}
	pp := &p
	(*pp).x = 30
	(**pp).y++
	pa[3] = 9
	fmt.Println(*p, *pa, *pp == p, **pp, p.x, (*pa)[3])
	a, b := new(int), new(int)
	fmt.Println(a == b, *a == *b, a != nil)

	var f func(int, int) int
	fmt.Println(f == nil)
	f = add
	var o Op = f
	fmt.Println(f(1, 2), o(3, 4), o.Twice(5), Op(add).Twice(1))
	fs := []any{plain, one, unnamed, short, prefix, both, pair, higher, o, Op.Twice, o.Twice, (*Point)(nil), func() {}}
	for _, f := range fs {
		fmt.Printf("%T\n", f)
	}
	fmt.Println(unnamed(1, 2, 3), short(4, 0, 1), both(1, 2, 3, "x", nil), higher(2)(p))
	fmt.Println(prefix("none "), prefix("some ", 1, 2), prefix("slice ", []int{5}...), prefix("empty ", []int{}...))
	// Functions are values in every place.
	table := map[string]Op{"add": add, "mul": func(a, b int) int { return a * b }}
	fmt.Println(table["add"](6, 7), table["mul"](6, 7), table["none"] == nil)
	n := 0
	var r Recursive
	r = func(k int) Recursive { n += k; return r }
	r(1)(2)(3)
	fmt.Println(n)
	func(fs ...func() int) {
		for _, f := range fs {
			fmt.Print(f(), " ")
		}
		fmt.Println()
	}(func() int { return 1 }, func() int { return 2 })
}
