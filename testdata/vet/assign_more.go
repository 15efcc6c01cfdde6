package main

type T struct {
	a, b int
	n    *T
	s    []int
}

func main() {
	var t T
	x, y := 1, 2
	x, y = x, y
	x, y = y, x
	x, _ = x, y
	t.n.n = t.n.n
	t.s[x] = t.s[x]
	t.s[x+1] = t.s[x+1]
	t.s[x+1] = t.s[1+x]
	*t.n = *t.n
	t = t
	(x) = x
	t.s = t.s[:]
	_ = x
	_ = _x
	var i any = x
	i = i
	i = i.(int)
	t.a, t.b, x = t.a, x, x
	x = (x)
	t.n.a = (t.n).a
	if x = x; x > 1 {
	}
	for x = x; x < 1; x++ {
	}
	func() { y = y }()
}

var _x = 1
