// Functions small enough to be inlined that read their named result.
package main

import "fmt"

func f0() (f func()) { return f }
func f1() (x int)    { return x }
func f2(a int) (x int) { return x + a }
func f3() (m map[string]int) { return m }
func f4() (s []int) { return append(s, 1) }
func f5() (p *int) { return p }
func f6() (e error) { return e }
func f7() (s struct{ a, b int }) { return s }
func f8() (x int) { x = 3; return x * x }
func f9() (x, y int) { return y, x + 1 }
func f10() (f func() int) { f = func() int { return 4 }; return f }
func f11(f func() (r int)) int { return f() }

type T struct{ v int }

func (t T) m() (r T) { return r }
func (t *T) n() (r *T) { return r }

func g[A any]() (a A) { return a }
func h[A any](x A) (a A, ok bool) { return a, ok }

func main() {
	fmt.Println(f0() == nil, f1(), f2(4), f3() == nil, f4(), f5() == nil, f6(), f7(), f8())
	fmt.Println(f9())
	fmt.Println(f10()())
	fmt.Println(f11(func() (r int) { return r }))
	x := f1()
	x = f2(x)
	fmt.Println(x, T{3}.m(), (&T{4}).n() == nil)
	fmt.Println(g[int](), g[string]() == "", g[[]int]() == nil)
	fmt.Println(h(3))
	k := func() (z int) { return z + 2 }
	fmt.Println(k(), func() (q string) { return q + "!" }())
	if e := f6(); e == nil {
		fmt.Println("nil")
	}
}
