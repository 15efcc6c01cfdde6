package main

import (
	"fmt"
	"sort"
	"strings"
)

func counter() (inc func() int, reset func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 0 }
}

func fib() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

func memo[K comparable, V any](f func(func(K) V, K) V) func(K) V {
	cache := map[K]V{}
	var self func(K) V
	self = func(k K) V {
		if v, ok := cache[k]; ok {
			return v
		}
		v := f(self, k)
		cache[k] = v
		return v
	}
	return self
}

func compose[A, B, C any](f func(A) B, g func(B) C) func(A) C {
	return func(a A) C { return g(f(a)) }
}

func curry(f func(a, b, c int) int) func(int) func(int) func(int) int {
	return func(a int) func(int) func(int) int {
		return func(b int) func(int) int {
			return func(c int) int { return f(a, b, c) }
		}
	}
}

type visitor func(depth int, name string) visitor

func deferOrder() (s string) {
	defer func() { s += "|named" }()
	for i := 0; i < 3; i++ {
		defer func(n int) { s += fmt.Sprint(n, i, " ") }(i * 10)
	}
	x := 1
	defer fmt.Println("deferred x =", x)
	x = 2
	return "ret "
}

func variadic(pre string, xs ...any) string {
	return fmt.Sprint(pre, len(xs), xs == nil, xs)
}

func multi() (int, string, error) { return 1, "two", nil }
func take(i int, s string, e error) string { return fmt.Sprint(i, s, e) }

func main() {
	inc, reset := counter()
	inc()
	inc()
	fmt.Println(inc())
	reset()
	fmt.Println(inc())
	f := fib()
	for range 10 {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	fm := memo(func(self func(int) int, n int) int {
		if n < 2 {
			return n
		}
		return self(n-1) + self(n-2)
	})
	fmt.Println(fm(80))
	fmt.Println(compose(strings.ToUpper, func(s string) int { return len(s) })("abc"))
	fmt.Println(curry(func(a, b, c int) int { return a*100 + b*10 + c })(1)(2)(3))
	fmt.Println(deferOrder())
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	var ptrs []*int
	for i := range 3 {
		ptrs = append(ptrs, &i)
	}
	for _, p := range ptrs {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	for i := 0; i < 3; i++ {
		defer func() { fmt.Print("d", i, " ") }()
		i := i * 2
		_ = i
	}
	fmt.Println(variadic("a"), variadic("b", nil), variadic("c", []any{1, 2}...), variadic("d", []any{1, 2}), variadic("e", nil...))
	fmt.Println(take(multi()))
	ops := map[string]func(float64, float64) float64{
		"+": func(a, b float64) float64 { return a + b },
		"/": func(a, b float64) float64 { return a / b },
	}
	keys := make([]string, 0)
	for k := range ops {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Println(k, ops[k](1, 4))
	}
	var v visitor
	v = func(d int, n string) visitor {
		fmt.Print(strings.Repeat(".", d), n, " ")
		if d > 2 {
			return nil
		}
		return v
	}
	for d, cur := 0, v; cur != nil; d++ {
		cur = cur(d, "n")
	}
	fmt.Println()
	func(msgs ...string) {
		for _, m := range msgs {
			defer fmt.Print(m, ";")
		}
	}("1", "2", "3")
	x := []int{1, 2, 3}
	i := 0
	i, x[i] = 2, 99
	fmt.Println(i, x)
	a, b := 1, 2
	a, b = b, a+b
	fmt.Println(a, b)
	y := func() (r int) { r = 5; defer func() { r++ }(); return r * 2 }()
	fmt.Println(y)
	goto end
end:
	fmt.Println("end")
}
