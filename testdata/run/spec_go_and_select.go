// The specification's "Go statements", "Select statements" and "Return statements".
package main

import "fmt"

type counter struct{ done chan string }

func (c counter) run(s string)          { c.done <- "method " + s }
func (c *counter) ptr(n int)            { c.done <- fmt.Sprint("pointer method ", n) }
func generic[T any](c chan string, v T) { c <- fmt.Sprintf("%T", v) }

var order []string

func note(s string) string                 { order = append(order, s); return s }
func chanOf(s string, c chan int) chan int { note(s); return c }

func simpleF() int                        { return 2 }
func complexF1() (re float64, im float64) { return -7.0, -4.0 }
func complexF2() (re float64, im float64) { return complexF1() }
func complexF3() (re float64, im float64) { re = 7.0; im = 4.0; return }
func noResult(n *int)                     { *n++; return }
func deferred() (n int)                   { defer func() { n *= 10 }(); return 4 }
func multi() (a int, b string, err error) { b = "set"; return 1, b + "!", nil }
func shadow() (n int) {
	{
		n := 5
		_ = n
	}
	return
}
func swap() (a, b int)            { a, b = 1, 2; return b, a }
func unnamed() (int, []string)    { return 3, nil }
func toIface() (any, error)       { return unnamedErr() }
func unnamedErr() (string, error) { return "x", nil }

func main() {
	done := make(chan string)
	c := counter{done}
	x := "evaluated at once"
	go func(s string) { done <- s }(note(x))
	x = "changed"
	fmt.Println(<-done)
	go c.run("run")
	fmt.Println(<-done)
	go (*counter).ptr(&c, 1)
	fmt.Println(<-done)
	go c.ptr(2)
	fmt.Println(<-done)
	go counter.run(c, "expression")
	fmt.Println(<-done)
	go generic(done, 1.5)
	fmt.Println(<-done)
	f := func() int { done <- "result discarded"; return 1 }
	go f()
	fmt.Println(<-done)
	ch := make(chan int, 1)
	go close(ch)
	<-ch
	// Select: channel expressions and values to send are evaluated once, in source order; one ready case is chosen.
	order = nil
	c1, c2, c3 := make(chan int, 1), make(chan int, 1), make(chan int)
	c1 <- 5
	var a [4]int
	fidx := func() int { note("index"); return 2 }
	select {
	case a[fidx()] = <-chanOf("c1", c1): // the left side only if chosen
		fmt.Println("received", a)
	case chanOf("c3", c3) <- len(note("value")):
	case v, ok := <-chanOf("nil", nil):
		fmt.Println(v, ok)
	}
	fmt.Println(order)
	order = nil
	select {
	case v := <-c1:
		fmt.Println(v)
	case c3 <- 1:
	default:
		fmt.Println("nothing ready")
	}
	close(c2)
	var okVar bool
	var i any
	select {
	case i, okVar = <-c2:
		fmt.Println(i, okVar)
	}
	select {
	case _, ok := <-c2:
		fmt.Println(ok)
	}
	select {
	case <-c2:
		fmt.Println("closed is ready")
	}
	m := map[string]int{}
	c1 <- 9
	select {
	case m["k"] = <-c1:
	}
	select {
	case c1 <- m["k"] + 1:
	default:
	}
	select {
	case v := <-c1:
		fmt.Println(v, m)
	}
	seen := map[int]bool{}
	for n := 0; len(seen) < 2 && n < 10000; n++ { // both are chosen some time
		b := make(chan int, 1)
		select {
		case b <- 0:
		case b <- 1:
		}
		seen[<-b] = true
	}
	fmt.Println(len(seen))
	go func() {
		select {
		case c3 <- 7:
		}
	}()
	select {
	case v, ok := <-c3:
		fmt.Println(v, ok)
	}
	go func() { select {} }() // for ever
	func() {
		defer func() { fmt.Println(recover()) }()
		select {
		case c2 <- 1:
		default:
		}
	}()
	re, im := complexF2()
	re3, im3 := complexF3()
	n := 0
	noResult(&n)
	e1, e2 := toIface()
	fmt.Println(simpleF(), re, im, re3, im3, n, deferred(), shadow(), e1, e2)
	fmt.Println(multi())
	fmt.Println(swap())
	fmt.Println(unnamed())
}
