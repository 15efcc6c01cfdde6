package main

type T [8]int

func g() int { return 1 }

func main() {
	var x, y int
	var p *int
	var a T
	b := true
	_ = x == 1 || y == 2 || x == 1
	_ = x == 1 && (y == 2 && x == 1)
	_ = b || b
	_ = b && !b
	_ = g() == 1 || g() == 1
	_ = x == 1 || g() == 1 || x == 1
	_ = a[x+1] == 1 || a[x+1] == 1
	_ = p == nil || p == nil || *p == 1
	_ = x+y*2 == 1 || x + y*2 == 1
	_ = (x == 1) || x == 1
}
