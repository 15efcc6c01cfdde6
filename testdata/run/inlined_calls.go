// Small functions: what their calls evaluate, assign and show of themselves.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
)

type V struct{ x, y int }

func (v V) Add(w V) V         { return V{v.x + w.x, v.y + w.y} }
func (v V) Swap() V           { return V{v.y, v.x} }
func (v *V) Set(x int) *V     { v.x = x; return v }
func (v V) With(x int) V      { v.x = x; return v }
func (v *V) Get() int         { return v.x }
func inc(x int) (r int)       { r = 1; r += x; return }
func clobber(x int) (r int)   { r = 7; return x + r }
func two(a, b int) (int, int) { return b, a }
func sgn(x int) int {
	if x < 0 {
		return -1
	} else if x > 0 {
		return 1
	}
	return 0
}
func abs[T int | float64](x T) T {
	if x < 0 {
		return -x
	}
	return x
}
func sum(xs ...int) int      { return len(xs) + cap(xs) }
func must(v int, err error) int {
	if err != nil {
		panic(err)
	}
	return v
}
func fail(n int) (int, error) {
	if n > 2 {
		return 0, errors.New("too big")
	}
	return n, nil
}
func addr(x int) *int { return &x }
func line() int {
	_, _, l, _ := runtime.Caller(0)
	return l
}
func caller() (string, int) {
	pc, _, l, _ := runtime.Caller(1)
	f := runtime.FuncForPC(pc).Name()
	return f[strings.LastIndex(f, ".")+1:], l
}
func outer() (string, int) { return caller() }
func div(a, b int) int     { return a / b }
func at(s []int, i int) int { return s[i] }
func twice(f func(int) int, x int) int { return f(f(x)) }
func nothing()             {}
func side(p *int) int      { *p++; return *p }
func pick(c bool, a, b string) string {
	if c {
		return a
	}
	return b
}
func iface(x any) any          { return x }
func stringer(e error) fmt.Stringer {
	s, _ := e.(fmt.Stringer)
	return s
}
func narrow(x int) int8 { return int8(x) }
func wide(x int8) int   { return int(x) }

func recovered(f func()) (msg string) {
	defer func() { msg = fmt.Sprint(recover()) }()
	f()
	return "none"
}

func main() {
	a, b := V{1, 2}, V{3, 4}
	a = a.Add(b)
	a = a.Swap()
	fmt.Println(a, a.With(9), a, a.Set(5).Get(), a)
	a, b = b.Swap(), a.Swap()
	fmt.Println(a, b)
	x := 3
	x = clobber(x)
	x = inc(x)
	fmt.Println(x, inc(inc(inc(x))), clobber(inc(clobber(1))))
	p, q := two(1, 2)
	p, q = two(q, p)
	p, q = two(p, q)
	fmt.Println(p, q)
	fmt.Println(two(two(p, q)))
	fmt.Println(sgn(-4), sgn(0), sgn(9), sgn(sgn(-3)))
	fmt.Println(abs(-3), abs(2.5), abs(-2.5))
	fmt.Println(sum(), sum(1), sum(1, 2, 3), sum([]int{1, 2}...))
	fmt.Println(must(fail(1)))
	fmt.Println(recovered(func() { must(fail(3)) }))
	r, s := addr(x), addr(x)
	*r++
	fmt.Println(*r, *s, x, r == s)
	fmt.Println(line(), line())
	fmt.Println(caller())
	fmt.Println(outer())
	fmt.Println(recovered(func() { div(1, x-x) }))
	fmt.Println(recovered(func() { at(nil, 3) }))
	fmt.Println(twice(func(n int) int { return n*2 + x }, 5))
	nothing()
	n := 0
	fmt.Println(side(&n)+side(&n)*10, n, side(&n))
	fmt.Println(pick(x > 3, pick(false, "a", "b"), "c"))
	fmt.Println(iface(x) == iface(x), iface(nil), stringer(nil))
	fmt.Println(narrow(300), wide(narrow(200)), wide(-1))
	for i := range 3 {
		i = inc(i)
		fmt.Print(i, " ")
	}
	fmt.Println()
	var np *V
	fmt.Println(recovered(func() { _ = np.Add(b) }), recovered(func() { np.Get() }))
}
