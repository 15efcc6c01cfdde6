package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
)

// Loops and calls that are hot enough to go on in optimized code while they run, with all that a frame may hold.

const n = 5000

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }
func (p *point) move(d int) {
	p.x += d
	p.y -= d
}

type shape interface{ area() int }
type square struct{ side int }
type rect struct{ w, h int }

func (s square) area() int { return s.side * s.side }
func (r *rect) area() int  { return r.w * r.h }

func add(a, b int) int { return a + b }

func nested(rows, cols int) (total int) {
	for i := range rows {
		row := make([]int, cols)
		for j := range row {
			row[j] = add(i, j)
			if row[j]%7 == 3 {
				continue
			}
			total += row[j]
		}
	}
	return
}

func labels() string {
	var b strings.Builder
outer:
	for i := 0; i < n; i++ {
		for j := 0; ; j++ {
			switch {
			case i*j > 1000:
				continue outer
			case i == n-1:
				break outer
			case i%1000 == 0 && j == 3:
				fmt.Fprint(&b, i, " ")
				continue outer
			}
		}
	}
	return b.String()
}

func perIteration() int {
	var fs []func() int
	for i := 0; i < n; i++ {
		if i%1000 == 7 {
			fs = append(fs, func() int { i++; return i })
		}
	}
	t := 0
	for _, f := range fs {
		t += f() + f()
	}
	return t
}

func captured() (int, *point) {
	count, p := 0, &point{1, 2}
	bump := func(d int) { count += d; p.move(1) }
	for i := 0; i < n; i++ {
		if i%100 == 0 {
			runtime.GC()
		}
		bump(i & 3)
	}
	return count, p
}

func deferred() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("after %s: %v", s, r)
			s = "recovered"
		}
	}()
	var a [8]int
	for i := 0; ; i++ {
		s = fmt.Sprint(i)
		a[i/1000]++
	}
}

func recovers(i int) (got any) {
	defer func() { got = recover() }()
	if i%2 == 0 {
		panic(i)
	}
	return "none"
}

func ranges() (int, int, int, string) {
	text := strings.Repeat("aé世\xff", 2000)
	runes, bad := 0, 0
	for i, r := range text {
		if r == '\uFFFD' {
			bad += i % 3
		}
		runes += int(r) & 15
	}
	m := map[int]string{}
	for i := range n {
		m[i] = fmt.Sprint(i)
	}
	length := 0
	for k, v := range m {
		length += len(v) + k&1
	}
	c := make(chan point)
	go func() {
		for i := range n {
			c <- point{i, 1}
		}
		close(c)
	}()
	var last point
	for p := range c {
		last.x += p.sum()
	}
	array := [...]string{"a", "b", "c"}
	out := ""
	for range 2000 {
		for i, s := range array {
			array[i] = s + "."
			if len(out) < 12 {
				out += s
			}
			if len(s) > 5 {
				array[i] = "x"
			}
		}
	}
	return runes + bad, length, last.x, out
}

func shapes() int {
	all := []shape{square{2}, &rect{3, 4}, square{5}}
	t := 0
	for i := 0; i < n; i++ {
		var s shape = all[i%3]
		switch s := s.(type) {
		case square:
			t += s.side
		case *rect:
			t -= s.w
		}
		t += s.area()
	}
	return t
}

func fib(k int) int {
	if k < 2 {
		return k
	}
	return fib(k-1) + fib(k-2)
}

func selects() int {
	a, b, done := make(chan int, 8), make(chan int, 8), make(chan bool)
	t := 0
	go func() {
		for i := 0; i < n; i++ {
			select {
			case a <- 1:
			case b <- 2:
			}
		}
		close(done)
	}()
	for {
		select {
		case v := <-a:
			t |= v
		case v := <-b:
			t |= v
		case <-done:
			return t
		}
	}
}

func where() string {
	sites := map[uintptr]int{}
	line := 0
	for i := 0; i < n; i++ {
		pc, _, l, _ := runtime.Caller(0)
		sites[pc]++
		line = l
		if f := runtime.FuncForPC(pc); f.Name() != "main.where" {
			return f.Name()
		}
	}
	return fmt.Sprint(len(sites), " ", line)
}

func deep(k int) error {
	if k == 0 {
		return errors.New("bottom")
	}
	for i := 0; i < 3; i++ {
		if err := deep(k - 1); err != nil {
			return fmt.Errorf("%d: %w", k, err)
		}
	}
	return nil
}

func backwards() int {
	i := 0
again:
	i++
	if i < n {
		goto again
	}
	return i
}

func main() {
	fmt.Println(nested(300, 300))
	fmt.Println(labels())
	fmt.Println(perIteration())
	fmt.Println(captured())
	fmt.Println(deferred())
	t := 0
	for i := range n {
		if v, ok := recovers(i).(int); ok {
			t += v
		}
	}
	fmt.Println(t)
	fmt.Println(ranges())
	fmt.Println(shapes(), fib(20), selects(), where(), backwards())
	fmt.Println(len(fmt.Sprint(deep(400))))
	total := 0
	for i := 0; i < 100*n; i++ {
		total = add(total, i&1)
	}
	fmt.Println(total)
}
