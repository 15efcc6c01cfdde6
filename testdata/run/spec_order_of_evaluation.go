// The specification's "Order of evaluation" and the two phases of "Assignment statements".
package main

import "fmt"

var log []string

func f(name string, v int) int { log = append(log, name); return v }
func flush()                   { fmt.Println(log); log = nil }

var a, b, c = g() + v(), h(), sqr(u()) + v()

func g() int        { log = append(log, "g"); return c }
func h() int        { log = append(log, "h"); return b0 }
func sqr(x int) int { log = append(log, "sqr"); return x * x }
func u() int        { log = append(log, "u"); return 3 }
func v() int        { log = append(log, "v"); return 1 }

var b0 = f("b0", 4)

type T struct{ a, b int }

func (t T) m(xs ...int) T { log = append(log, "m"); t.a += len(xs); return t }

func ptr(name string, p *int) *int  { log = append(log, name); return p }
func sl(name string, s []int) []int { log = append(log, name); return s }
func mp(name string) map[int]int    { log = append(log, name); return map[int]int{} }
func ch(name string) chan int       { log = append(log, name); c := make(chan int, 2); c <- 1; return c }
func fn(name string) func(...int) int {
	log = append(log, name)
	return func(...int) int { log = append(log, name+"()"); return 0 }
}

func main() {
	fmt.Println(a, b, c)
	flush()
	// Calls, receives and logical operators go from left to right.
	y := make([]int, 10)
	y[f("idx", 1)], _ = f("f", 2), f("g", 3)+f("h", 4)
	flush()
	_ = fn("fn")(f("1", 1), <-ch("c"), f("2", 2), sl("s", y)[f("i", 0)])
	flush()
	_ = T{f("field a", 1), f("field b", 2)}.m(f("arg", 1)).m(f("arg2", 2), f("arg3", 3))
	flush()
	_ = []int{f("e0", 0), f("e1", 1)}[f("index", 1)] + map[int]int{f("k", 1): f("v", 2)}[f("key", 1)]
	flush()
	_ = f("x", 1) > 2 && f("never", 1) > 0 || f("z", 1) > 0
	flush()
	*ptr("p", &y[0]), sl("sl", y)[f("si", 1)], mp("map")[f("mk", 3)] = f("v1", 1), f("v2", 2), f("v3", 3)
	flush()
	ch("send to") <- f("value", 1)
	flush()
	sl("op", y)[f("j", 2)] += f("rhs", 5)
	sl("inc", y)[f("k", 2)]++
	flush()
	func(xs ...int) { log = append(log, "called") }(f("va", 1), f("vb", 2))
	defer fn("defer fn")(f("defer arg", 1))
	done := make(chan bool)
	go func(int) { close(done) }(f("go arg", 1))
	<-done
	flush()
	for i := range sl("range once", y[:2]) {
		f("body", i)
	}
	switch f("tag", 2) {
	case f("case 1", 1), f("case 2", 2), f("case 3", 3):
	}
	flush()
	_ = y[f("lo", 1):f("hi", 3):f("max", 5)]
	_, _ = f("two", 1), map[string]int{"x": 1}["x"]
	flush()

	// Assignment: operands first, then from left to right.
	i := 0
	i, y[i] = 1, 2
	fmt.Println(i, y[0])
	i = 0
	y[i], i = 2, 1
	y[0], y[0] = 1, 2
	fmt.Println(i, y[0])
	p := &T{1, 2}
	q := p
	p, p.a = &T{3, 4}, 30
	fmt.Println(*p, *q)
	x := []int{1, 2, 3}
	i = 0
	i, x[i] = 1, 2
	i = 0
	x[i], i = 2, 1
	x[0], x[0] = 1, 2
	x[1], x[2] = 4, 5
	i = 2
	x, y2 := []int{7, 8, 9}, x
	fmt.Println(x, y2, i)
	for i, x[i] = range x {
		break
	}
	fmt.Println(i, x)
	s := []int{1, 2, 3}
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)
	func() {
		defer func() { fmt.Println(recover(), x) }()
		var np *T
		x[0], np.a = 100, f("evaluated", 1) // the first is assigned before the second panics
	}()
	func() {
		defer func() { fmt.Println(recover(), x) }()
		x[1], x[f("index", 5)] = 200, 1
	}()
	log = nil
}
