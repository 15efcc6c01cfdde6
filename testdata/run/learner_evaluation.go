package main

import "fmt"

var trace []string

func t[T any](name string, v T) T { trace = append(trace, name); return v }
func show(l string)              { fmt.Println(l, trace); trace = nil }

type S struct{ a, b int }

func (s *S) set(n int) *S      { s.a = n; return s }
func (s S) get() int           { return s.a }
func pair() (int, int)         { trace = append(trace, "pair"); return 1, 2 }

var (
	a1 = t("a1", b1+1)
	b1 = t("b1", c1()+1)
	d1 = t("d1", 1)
)

func c1() int { return d1 }

func init() { show("init") }
func init() { trace = append(trace, "second init"); show("init2") }

func main() {
	arr := []int{1, 2, 3}
	arr[t("idx", 1)] = t("val", 5)
	show("assign")
	arr[t("i", 0)], arr[t("j", 1)] = t("x", 8), t("y", 9)
	show("multi")
	m := map[string]int{t("k1", "a"): t("v1", 1), t("k2", "b"): t("v2", 2)}
	show("lit")
	m[t("mk", "z")] += t("mv", 3)
	show("opassign")
	_ = t("l", false) && t("r", true) || t("o", true)
	show("bool")
	f := func(xs ...int) int { return len(xs) }
	_ = t("f", f)(t("1", 1), t("2", 2)) + t("3", 3)
	show("call")
	s := &S{}
	fmt.Println(s.set(t("s1", 1)).set(t("s2", 2)).get())
	show("chain")
	switch t("tag", 2) {
	case t("c1", 1), t("c2", 2):
		trace = append(trace, "hit")
		fallthrough
	case t("c3", 3):
		trace = append(trace, "fell")
	case t("c4", 4):
	}
	show("switch")
	defer func(x int) { fmt.Println("deferred", x, s.a) }(t("darg", s.a))
	s.a = 77
	show("defer")
	i := 0
	i, arr[i] = 1, 42
	fmt.Println(i, arr)
	arr2 := [3]int{1, 2, 3}
	for i, v := range arr2 {
		arr2[2] = 10
		if i == 2 {
			fmt.Println("copy", v)
		}
	}
	sl := arr2[:]
	for i, v := range sl {
		sl[2] = 20
		if i == 2 {
			fmt.Println("alias", v)
		}
	}
	for i := range sl {
		sl = sl[:1]
		_ = i
	}
	fmt.Println(len(sl))
	x := 1
	{
		x := x + 1
		x++
		_ = x
	}
	if x := 5; x > 3 {
		x, y := 7, 8
		_, _ = x, y
	} else if z := x; z > 0 {
	}
	fmt.Println(x)
	var p *S
	func() {
		defer func() { fmt.Println(recover() != nil); show("nilcall") }()
		p.a = t("rhs", 1)
	}()
	func() {
		defer func() { fmt.Println(recover()); show("idxpanic") }()
		arr[t("bad", 10)] = t("rhs", 1)
	}()
	c := make(chan int, 3)
	c <- t("send", 1)
	select {
	case t("ch", c) <- t("sv", 2):
	case v := <-t("ch2", (chan int)(nil)):
		_ = v
	}
	show("select")
	go func(a, b int) {}(t("g1", 1), t("g2", 2))
	show("go")
	q, w := pair()
	q, e := pair()
	_, _, _ = q, w, e
	show("pair")
	var st struct{ in struct{ arr [3]S } }
	st.in.arr[t("n", 2)].b = t("nv", 6)
	pst := &st.in.arr[2]
	pst.a++
	cp := st
	cp.in.arr[2].a = 100
	fmt.Println(st, cp, st == cp, st.in.arr[2] == *pst)
	show("nested")
	str := "a"
	str += t("s", "b") + str
	fmt.Println(str, len(t("len", str)), [...]int{2: t("e0", 2), 1: 1}[1])
}
