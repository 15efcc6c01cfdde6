package main

import (
	"fmt"
	"strings"
)

type T struct{ a, b int }

func (t T) m(n int) int { return n }

func main() {
	var a, b, c int
	var s []int
	var t T
	var m map[string][]int
	var x any
	var ch <-chan int
	fmt.Printf("%s", a+b)
	fmt.Printf("%s", a+b*c)
	fmt.Printf("%s", (a+b)*c)
	fmt.Printf("%s", a - -b)
	fmt.Printf("%s", a<<1|b&^3)
	fmt.Printf("%s", s[a+1])
	fmt.Printf("%s", s[a+1 : b])
	fmt.Printf("%s", s[a:b:c+1])
	fmt.Printf("%s", s[:])
	fmt.Printf("%s", t.m(a+b))
	fmt.Printf("%s", t.m(  a  ))
	fmt.Printf("%s", len(m["a"]))
	fmt.Printf("%s", min(a+b, c*2))
	fmt.Printf("%s", T{1, 2}.a)
	fmt.Printf("%s", T{a: 1, b: 2})
	fmt.Printf("%s", []int{1, 2})
	fmt.Printf("%s", [...]int{a + 1, b})
	fmt.Printf("%s", map[string]int{"a": 1 + 2})
	fmt.Printf("%s", x.(int))
	fmt.Printf("%s", *&a)
	fmt.Printf("%s", -a)
	fmt.Printf("%s", !(a == b) && b < c)
	fmt.Printf("%s", <-ch)
	fmt.Printf("%s", func(a, b int) int { return a + b }(1, 2))
	fmt.Printf("%s", func(a, b int, c ...string) (n int, err error) { return })
	fmt.Printf("%d", strings.Repeat("a",
		3))
	fmt.Printf("%s", []int{
		1,
		2,
	})
	fmt.Printf("%s", 0x1F)
	fmt.Printf("%s", 'x')
	fmt.Printf("%d", `raw`)
	fmt.Printf("%s", &s)
	fmt.Printf("%d", new(string))
	fmt.Printf("%s", (*T)(nil))
	fmt.Printf("%s", chan<- int(nil))
	fmt.Printf("%s", []interface{ M() }(nil))
	fmt.Printf("%s", struct{}{})
	fmt.Printf("%s", struct{ a, b int }{})
	fmt.Printf("%s", float64(a)/2)
	fmt.Printf("%s", a+b == c)
	fmt.Printf("%s", a == b || b == c && a < b+c*2)
	fmt.Printf("%s", a/ *&b)
}
