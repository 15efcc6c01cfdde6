package main

import "fmt"

func g(s string, v int) int { fmt.Print(s, " "); return v }

func main() {
	a := []int{1, 2, 3}
	i := 0
	i, a[i] = 1, 9
	fmt.Println(i, a)
	a[0], a[1], a[2] = a[2], a[0], a[1]
	fmt.Println(a)
	fmt.Println(g("x", 1) + g("y", 2)*g("z", 3))
	m := map[int]int{g("k1", 1): g("v1", 10), g("k2", 2): g("v2", 20)}
	fmt.Println(m)
	_ = g("l", 0) == 1 && g("never", 1) == 1 || g("r", 1) == 1
	a[g("idx", 1)] += g("val", 5)
	fmt.Println(a)
	fmt.Println([]int{g("e0", 0), g("e1", 1)}, struct{ A, B int }{B: g("B", 2), A: g("A", 1)})
}

var first = func() int { fmt.Println("first needs second"); return second + 1 }()
var second = func() int { fmt.Println("second"); return 1 }()

func init() { fmt.Println("init 1", first, second) }
func init() { fmt.Println("init 2") }
