// The specification's "Function literals": closures share variables with the function around them.
package main

import "fmt"

type Visit func(n int) bool

func counter() (inc func() int, get func() int) {
	n := 0
	return func() int { n++; return n }, func() int { return n }
}

func gen[T any](v T) func() T { return func() T { return v } }

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

var global = func(a, b int, z float64) bool { return a*b < int(z) }

func main() {
	f := func(x, y int) int { return x + y }
	fmt.Println(f(1, 2), func() int { return 3 }(), global(1, 2, 3))
	replyChan := make(chan int, 1)
	func(ch chan int) { ch <- 4 }(replyChan)
	fmt.Println(<-replyChan)
	inc, get := counter()
	inc()
	inc()
	inc2, get2 := counter()
	inc2()
	fmt.Println(get(), get2())
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println(gen("g")(), gen(2.5)())
	// A variable shared by two closures lives as long as either; deep nesting; captured parameters and results.
	x := 1
	set := func(v int) { x = v }
	func() {
		func() {
			set(x + 5)
			y := x
			defer func() { x = y * 2 }()
		}()
	}()
	fmt.Println(x, compose(func(v int) int { return v + x }, func(v int) int { return v * v })(1))
	named := func(a int) (r int, err error) {
		defer func() {
			if e := recover(); e != nil {
				r, err = a, fmt.Errorf("recovered %v", e)
			}
		}()
		return 10 / (a - a), nil
	}
	fmt.Println(named(7))
	arr := [2]int{1, 2}
	s := struct{ n int }{1}
	change := func() { arr[0], s.n = 9, 9 }
	change()
	fmt.Println(arr, s)
	var v Visit = func(n int) bool { return n > 2 }
	walk := func(v Visit, ns ...int) (hits int) {
		for _, n := range ns {
			if v(n) {
				hits++
			}
		}
		return
	}
	fmt.Println(walk(v, 1, 2, 3, 4), walk(func(int) bool { return true }, 1))
	fmt.Println(func(fs map[string]func(...string) int) int { return fs["len"]("a", "b") }(map[string]func(...string) int{"len": func(s ...string) int { return len(s) }}))
}
