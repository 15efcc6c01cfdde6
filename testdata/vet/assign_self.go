package main

type point struct{ x, y int }

func f() *point { return &point{} }

func main() {
	var p, q point
	a := []int{1, 2}
	m := map[string]int{}
	p = p
	p.x = p.x
	p.x = q.x
	p.x, p.y = p.x, q.y
	p.x, p.y = p.x, p.y
	a[0] = a[0]
	a[0] = a[1]
	m["a"] = m["a"]
	f().x = f().x
	*(&p) = *(&p)
	(p.x) = (p.x)
	a[len(a)-1] = a[len(a)-1]
	q, p = p, q
	i := 0
	{
		i := i
		_ = i
	}
	i += i
	var g func() int
	_ = g
}
