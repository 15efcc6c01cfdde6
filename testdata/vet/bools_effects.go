package main

type T struct{ a, b int }

func f() bool { return true }

func main() {
	var x, y int
	var p, q *T
	var m map[string]int
	var s []int
	var ch chan bool
	b := true
	_ = p != nil && p != nil
	_ = p != nil && q != nil && p != nil
	_ = p == nil || p.a == 1 || p == nil
	_ = m["a"] == 1 || m["a"] == 1
	_ = len(s) == 0 || len(s) == 0
	_ = cap(s) > 1 && len(s) > 1
	_ = <-ch || <-ch
	_ = f() && f()
	_ = b && f() && b
	_ = int64(x) == 1 || int64(x) == 1
	_ = x > 1 && x > 1
	_ = x < 1 || x > 1
	_ = (x == 1 || y == 2) && (x == 1 || y == 2)
	_ = (x == 1 && y == 2) || (x == 1 && y == 2)
	_ = !b || !b
	_ = -x == 1 || -x == 1
	_ = s[x] == 1 || s[y] == 1 || s[x] == 1
	_ = func() bool { return b }() || func() bool { return b }()
	_ = any(x).(int) == 1 || any(x).(int) == 1
	_ = (T{1, 2} == T{1, 2}) || (T{1, 2} == T{1, 2})
	_ = 'a' != x && 'b' != x
	_ = 'a' != x || 'b' != x
	if x == 1 && y == 1 || x == 1 && y == 1 {
	}
	for x != 1 || x != 2 {
	}
}
