// What the specification forbids in index expressions.
package main

var (
	arr [3]int
	sl  []int
	m   map[string]int
	n   int
	p   *[]int
)

var (
	_ = arr[3]
	_ = arr[-1]
	_ = sl[-1]
	_ = sl[1.5]
	_ = sl["s"]
	_ = sl[2.5*n]
	_ = "abc"[3]
	_ = m[1]
	_ = p[0]
	_ = n[0]
)

func f[T []int | map[int]int](t T) { _ = &t[0] }

func main() { "abc"[0] = 'x' }
