package main

import "fmt"

func fib() func() int {
	a, b := 0, 1
	return func() int { defer func() { a, b = b, a+b }(); return a }
}

func compose[T any](fs ...func(T) T) func(T) T {
	return func(v T) T {
		for _, f := range fs {
			v = f(v)
		}
		return v
	}
}

func main() {
	f, g := fib(), fib()
	for range 10 {
		fmt.Print(f(), " ")
	}
	fmt.Println(g(), g(), g())
	fmt.Println(compose(func(i int) int { return i + 1 }, func(i int) int { return i * i })(4))
	var fact func(int) int
	fact = func(n int) int {
		if n < 2 {
			return 1
		}
		return n * fact(n-1)
	}
	fmt.Println(fact(15))
	memo := map[int]int{}
	var mf func(int) int
	mf = func(n int) int {
		if v, ok := memo[n]; ok || n < 2 {
			return v + n*btoi(n < 2)
		}
		memo[n] = mf(n-1) + mf(n-2)
		return memo[n]
	}
	fmt.Println(mf(80))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
