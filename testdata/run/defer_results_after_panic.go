// A panic in the middle of a function that defers: the results that its caller gets are those of that moment.
package main

import (
	"errors"
	"fmt"
)

type point struct{ x, y int }

func named(a []int, i int) (n int, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("at %d: %v", n, x)
		}
	}()
	n = 1
	v := a[i]
	n = v * 2
	n += a[i+1]
	return n, nil
}

func kept(p *point) (x, y int) {
	defer func() { recover() }()
	x = 7
	y = p.y
	x = p.x + y
	return
}

func unnamed(p *point) int {
	defer func() { recover() }()
	k := p.x * 3
	return k + p.y
}

func loop(a []int) (sum int) {
	defer func() { recover() }()
	for i := 0; ; i++ {
		sum += a[i]
	}
}

func nested(m map[string]int, divide int) (total int, last string) {
	defer func() {
		if e, ok := recover().(error); ok {
			last += "!" + e.Error()
		}
	}()
	for _, k := range []string{"a", "b", "c"} {
		last = k
		func() {
			defer func() { total *= 10 }()
			total += m[k] / (divide - m[k])
		}()
	}
	return total, "done"
}

func closing(steps []func() error) (err error) {
	count := 0
	defer func() {
		if err != nil {
			err = fmt.Errorf("step %d: %w", count, err)
		}
	}()
	for _, s := range steps {
		count++
		if err = s(); err != nil {
			return err
		}
	}
	return nil
}

func early(n int) (r int) {
	defer func() { r += 100 }()
	if n > 3 {
		r = n
		return
	}
	for i := range n {
		if i == 2 {
			return i * 11
		}
	}
	return -1
}

var errBad = errors.New("bad")

func main() {
	fmt.Println(named([]int{4, 5}, 0))
	fmt.Println(named([]int{4, 5}, 1))
	fmt.Println(named([]int{4, 5}, 2))
	fmt.Println(kept(&point{1, 2}))
	fmt.Println(kept(nil))
	fmt.Println(unnamed(&point{1, 2}), unnamed(nil))
	fmt.Println(loop([]int{1, 2, 3}))
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	fmt.Println(nested(m, 5))
	fmt.Println(nested(m, 2))
	ok, bad := func() error { return nil }, func() error { return errBad }
	fmt.Println(closing([]func() error{ok, ok}), closing([]func() error{ok, bad, ok}))
	fmt.Println(early(2), early(3), early(5))
}
