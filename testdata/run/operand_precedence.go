// Postfix operators bind closer than unary ones, those closer than binary ones; literals take their braces.
package main

import "fmt"

type T struct {
	a, b int
	next *T
}

func (t T) Neg() int   { return -t.a }
func (t *T) Self() *T  { return t }
func pick(i int) []int { return []int{i, i + 1} }

type pair [2]int

func main() {
	t := &T{a: 3, b: 4, next: &T{1, 2, nil}}
	s := []int{5, 6, 7}
	m := map[string][]pair{"x": {{1, 2}, {3, 4}}, "y": nil}
	fmt.Println(-t.a, -s[1], -t.Neg(), ^pick(2)[1], !(t.next == nil))
	fmt.Println(-s[0]+s[1]*-s[2], -t.next.a-t.b*s[len(s)-1]%4, 1<<s[0]|s[1]&^s[2])
	fmt.Println(*&t.a, *&(*t).next.b, (*t.Self()).b, -T{a: 8}.a, (&T{}).Self().next == nil)
	fmt.Println(m["x"][1][0], -m["x"][0][1], len(m["x"][:1]), map[pair]int{{1, 2}: 7}[pair{1, 2}])
	c := make(chan int, 2)
	c <- -t.b
	c <- s[0] + <-c*2
	fmt.Println(-<-c, func() int { return 9 }()-1, func(x int) int { return x }(-2))
	var v any = s
	if n := len(v.([]int)[1:]) - -1; n == (pair{2, 3})[1] {
		fmt.Println("n", n, v.([]int)[n-1:][0])
	}
	for i := range []int{1, 2} {
		switch x := -i; {
		case x == -(pair{0, 1}[1]):
			fmt.Println("one")
		default:
			fmt.Println("none", []pair{{i}, 1: {1: i}})
		}
	}
	go func(t T) { c <- t.a }(T{a: 1})
	defer t.Self().Neg()
	defer (*t).Neg()
	fmt.Println(<-c, []func() int{t.Neg, t.next.Neg}[1](), [...]struct{ x int }{{1}, {2}}[1].x)
}
