package main

import "fmt"

type C struct{ n int; list []int; s string; arr [4]int }

func (c *C) Inc() int      { c.n++; return c.n }
func (c *C) next() int     { c.list = append(c.list, len(c.list)); return len(c.list) }
func (c *C) name() string  { c.s += "x"; return "|" + c.s }
func (c C) Val(x int) int  { return c.n*10 + x }

var g int

func setg(v int) int { g = v; return v }

type P struct{ a, b int }
type Small struct{ a int }

func mod(p *P) int   { p.a = 100; return 1 }
func mods(p *Small) int { p.a = 100; return 1 }

func two(c *C) (int, int) { c.n += 5; return c.n, c.Inc() }

func ret(c *C) (int, int) { return c.n, c.Inc() }
func ret3(c *C) (a, b int) { a = 1; return c.n + a, c.Inc() }
func st() (string, string) { s := "a"; f := func() string { s += "b"; return s }; return s, f() }
func ar() ([3]int, int) { a := [3]int{1, 2, 3}; f := func() int { a[0] = 9; return 4 }; return a, f() }

func main() {
	c := &C{}
	fmt.Println(c.n, c.Inc(), c.n)
	fmt.Println(c.n + c.Inc())
	fmt.Println(c.Inc() + c.n)
	x := c.n*2 + c.Inc() - c.n
	fmt.Println(x)
	c.list = append(c.list, c.next())
	fmt.Println(c.list)
	c.s += c.name()
	fmt.Println(c.s)
	c.s = c.s + c.name() + c.s
	fmt.Println(c.s)
	c.arr[c.n&3] = c.Inc()
	fmt.Println(c.arr, c.n)
	a, b := c.n, c.Inc()
	fmt.Println(a, b)
	a, c.n = c.n, c.Inc()
	fmt.Println(a, c.n)
	fmt.Println(ret(c))
	fmt.Println(ret3(c))
	fmt.Println(st())
	fmt.Println(ar())
	p := P{1, 2}
	fmt.Println(p, mod(&p), p)
	sm := Small{1}
	fmt.Println(sm, mods(&sm), sm)
	m := map[string]int{"a": 1}
	fm := func() int { m["a"] = 50; return 2 }
	fmt.Println(m["a"], fm(), m["a"])
	m["a"] += fm()
	fmt.Println(m)
	g = 1
	fmt.Println(g, setg(7), g)
	if g < setg(3) { fmt.Println("lt") } else { fmt.Println("ge") }
	g = 1
	switch g + setg(5) { case 6: fmt.Println("old"); case 10: fmt.Println("new") }
	fmt.Println(c.Val(c.Inc()), c.n)
	sl := []int{1, 2, 3}
	fs := func() int { sl[0] = 42; sl = append(sl, 9); return len(sl) }
	fmt.Println(sl[0], len(sl), fs(), sl[0], len(sl))
	fmt.Println(sl, fs(), sl)
	arr := []any{sl[0], fs(), sl[1:2], p, mod(&p)}
	fmt.Println(arr...)
	i := 0
	inc := func() int { i++; return i }
	y := []int{i, inc(), i, inc(), i}
	fmt.Println(y)
	z := [3]int{i, inc(), i}
	fmt.Println(z)
	q := P{i, inc()}
	fmt.Println(q)
	mm := map[int]int{i: inc(), i + 10: inc()}
	fmt.Println(mm)
	ch := make(chan int, 3)
	ch <- i + inc()
	ch <- 3
	fmt.Println(i, <-ch, len(ch), <-ch)
	fmt.Println(i == inc(), i != inc() && i == 7, inc() == i)
	var e any = i
	fe := func() int { e = "s"; return 0 }
	fmt.Println(e, fe(), e)
	copy(sl, []int{5})
	fmt.Println(sl[0], copy(sl, []int{6}), sl[0])
	w := sl[0] + copy(sl, []int{7})
	fmt.Println(w)
	func(a ...int) { fmt.Println(a) }(i, inc(), i)
	defer fmt.Println("deferred", i, inc(), i)
	ptr := &i
	fmt.Println(*ptr, inc(), *ptr)
	var f func(int) int = func(x int) int { return x }
	chg := func() int { f = func(x int) int { return -x }; return 5 }
	fmt.Println(f(chg()))
	sss := "abc"
	cs := func() byte { sss = "xyz"; return 'q' }
	fmt.Println(sss[0], cs(), sss[1:], string(sss[0]))
	u := []byte("hello")
	ub := func() int { u[0] = 'J'; return 1 }
	fmt.Println(string(u), ub(), string(u))
	l, k := two(c)
	fmt.Println(l, k)
	idx := 0
	ix := func() (int, int) { idx = 2; return 7, 8 }
	t := make([]int, 4)
	t[idx], t[idx+1] = ix()
	fmt.Println(t)
	var k2 int
	k2, t[k2] = 1, 99
	fmt.Println(k2, t)
	fmt.Printf("%v %v %v\n", len(u), func() int { u = u[:2]; return 0 }(), len(u))
	c.n = 5
	c.n, x = x, c.Inc()
	fmt.Println(c.n, x)
	var iface fmt.Stringer
	_ = iface
	fmt.Println(min(i, inc()), max(i, inc()))
}
