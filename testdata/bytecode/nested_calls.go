// The only result of a call that is another's first argument is made where that call wants it.
package main

//go:noinline
func add(x, y int) int { return x + y }

//go:noinline
func name(x int, s string) string { return s[x:] }

func use(f func(int) int, x int) (int, string) {
	return add(f(add(f(x), add(x, 1))), x), name(add(add(x, 1), f(x)), name(1, name(1, "nested calls")))
}

func main() { println(use(func(x int) int { return x & 1 }, 2)) }
