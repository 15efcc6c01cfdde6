// A select with one case: what is assigned to is evaluated after the receive, whatever the number of cases.
package main

import "fmt"

type T struct {
	x  int8
	ok bool
	m  map[string]int8
}

func trace[V any](what string, v V) V {
	fmt.Println(what)
	return v
}

func main() {
	c := make(chan int8, 4)
	for i := range 4 {
		c <- int8(i - 2)
	}
	t := T{m: map[string]int8{}}
	select {
	case *trace("pointer", &t.x) = <-trace("channel", c):
	}
	fmt.Println(t)
	select {
	case t.m[trace("key", "a")], *trace("ok", &t.ok) = <-trace("channel", c):
	}
	fmt.Println(t)
	a := []int8{0, 0}
	select {
	case a[trace("index", 1)], _ = <-trace("channel", c):
		fmt.Println(a)
	}
	var e any
	select {
	case e = <-c:
	}
	close(c)
	fmt.Printf("%T %v\n", e, e)
	var big [3000]int
	d := make(chan [3000]int, 1)
	big[2999] = 7
	d <- big
	var got struct{ v [3000]int }
	select {
	case trace("struct", &got).v, t.ok = <-d:
	}
	fmt.Println(got.v[2999], t.ok)
	select {
	case _, t.ok = <-c:
	}
	fmt.Println(t.ok)
	f := make(chan int8, 1)
	select {
	case trace("sent", f) <- trace("value", int8(3)):
	case <-trace("nil", chan int8(nil)):
	}
}
