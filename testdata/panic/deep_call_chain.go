package main

type Tree struct {
	L, R *Tree
	V    int
}

func (t *Tree) Walk(f func(int)) {
	t.L.Walk(f)
	f(t.V)
	t.R.Walk(f)
}

func main() {
	t := &Tree{L: &Tree{V: 1}, V: 2}
	t.Walk(func(v int) { println(v) })
}
