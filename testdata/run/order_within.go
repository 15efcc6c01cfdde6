// Operands of conversions, negations, assertions, case and range expressions: variables are read after the calls there, too.
package main

import "fmt"

type V struct{ x, y int }

var g = 1
var v = V{5, 6}
var any1 any = 1
var lists = [][]int{{1}, {2, 3}, {4, 5, 6}}

func t(n int) int   { g += n; return n }
func p() *V         { v.y++; return &v }
func set(x any) int { any1 = x; return 0 }
func next() int     { lists = lists[1:]; return 0 }

func main() {
	fmt.Println(t(1), string([]byte(string(rune(65+g/(1+t(3)))))), g)
	fmt.Println(!(*p() == *p()), !(!(*p() == *p())), t(1))
	switch 4 {
	case g - t(2):
		fmt.Println("before", g)
	case g - t(1) - 5:
		fmt.Println("after", g)
	default:
		fmt.Println("neither", g)
	}
	switch x := any(g + t(1)).(type) {
	case int:
		fmt.Println(x, g)
	}
	for i := range g * t(1) / 10 {
		fmt.Println(i, g)
	}
	for i, x := range lists[next()] {
		fmt.Println(i, x)
	}
	for i, x := range []int{g, t(1), g} {
		fmt.Println(i, x)
	}
	fmt.Println(any1.(int)+set(7), any1)
	if x := g + t(1); x == g+1 || x == g {
		fmt.Println(x == g, g)
	}
	f := func() (int, bool) { return g + t(2), g == t(3)+g }
	fmt.Println(f())
	ch := make(chan int, 2)
	ch <- g - t(5)
	fmt.Println(<-ch, g)
	fmt.Println(float64(g)+float64(t(1)), int8(g)-int8(t(1)), -g+t(1), ^g&t(7))
	m := map[int]int{g: t(1), g * 2: g}
	fmt.Println(len(m), m[g], m[g*2])
}

func init() {
	two := func() (int, int) { g += 3; return g, g }
	arr := make([]int, 8)
	arr[len(lists[0])+max(g, 1)], g = two()
	fmt.Println(arr, g)
	g = 1
}
