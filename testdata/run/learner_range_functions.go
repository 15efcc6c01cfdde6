package main

import (
	"fmt"
	"iter"
)

func count(n int, log string) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("cleanup", log)
		for i := range n {
			if !yield(i) {
				fmt.Println("stopped", log, i)
				return
			}
		}
	}
}

func find(n int) (res int, err error) {
	defer func() { res *= 10 }()
	for i := range count(10, "find") {
		defer fmt.Println("deferred in body", i)
		if i == n {
			return i, nil
		}
		if i > 3 {
			return -1, fmt.Errorf("not found by %d", i)
		}
	}
	return -2, nil
}

func labels() {
outer:
	for i := range count(4, "outer") {
		for j := range count(4, "inner") {
			switch {
			case j == 1 && i == 0:
				continue outer
			case i == 1 && j == 0:
				break outer
			}
			fmt.Println("ij", i, j)
		}
	}
	fmt.Println("after labels")
}

func gotos() {
	for i := range count(3, "goto") {
		if i == 1 {
			goto done
		}
	}
	fmt.Println("not here")
done:
	fmt.Println("done label")
}

func closures() []func() int {
	var fs []func() int
	for i := range count(3, "cl") {
		fs = append(fs, func() int { i *= 2; return i })
	}
	return fs
}

func panics() {
	defer func() { fmt.Println("recovered", recover()) }()
	for i := range count(3, "panics") {
		if i == 1 {
			panic("in body")
		}
	}
}

func bad(yield func(int) bool) {
	yield(1)
	yield(2)
}

func badIter() {
	defer func() { fmt.Println("bad:", recover()) }()
	for x := range bad {
		fmt.Println("x", x)
		break
	}
}

func saved() {
	defer func() { fmt.Println("saved:", recover()) }()
	var keep func(int) bool
	for x := range func(yield func(int) bool) { keep = yield; yield(5) } {
		fmt.Println("first", x)
	}
	keep(6)
}

func noargs(n int) func(func() bool) {
	return func(y func() bool) {
		for range n {
			if !y() {
				return
			}
		}
	}
}

type tree struct {
	l, r *tree
	v    int
}

func (t *tree) All() iter.Seq[int] {
	return func(yield func(int) bool) { t.push(yield) }
}
func (t *tree) push(yield func(int) bool) bool {
	return t == nil || t.l.push(yield) && yield(t.v) && t.r.push(yield)
}

func main() {
	fmt.Println(find(2))
	fmt.Println(find(100))
	labels()
	gotos()
	for _, f := range closures() {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	panics()
	badIter()
	saved()
	k := 0
	for range noargs(3) {
		k++
	}
	fmt.Println(k)
	t := &tree{&tree{nil, nil, 1}, &tree{&tree{nil, nil, 3}, nil, 4}, 2}
	for v := range t.All() {
		if v == 4 {
			break
		}
		fmt.Print(v, " ")
	}
	next, stop := iter.Pull(t.All())
	a, ok := next()
	b, _ := next()
	fmt.Println(a, b, ok)
	stop()
	fmt.Println(next())
	n2, s2 := iter.Pull(func(yield func(int) bool) {
		yield(1)
		panic("iter panic")
	})
	fmt.Println(n2())
	func() {
		defer func() { fmt.Println("pull:", recover()) }()
		n2()
	}()
	s2()
	x, y := 0, 0
	for x, y = range func(yield func(int, int) bool) { yield(3, 4) } {
	}
	fmt.Println(x, y)
	go func() {}()
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range count(3, "goroutine") {
			ch <- i
		}
	}()
	var got []int
	for v := range ch {
		got = append(got, v)
	}
	fmt.Println("received", got)
}
