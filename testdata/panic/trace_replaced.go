package main

import "fmt"

type Tree struct {
	l, r *Tree
	v    int
}

func (t *Tree) Sum() int {
	if t.v < 0 {
		var p *Tree
		return p.v
	}
	s := t.v
	for _, c := range []*Tree{t.l, t.r} {
		if c != nil {
			s += c.Sum()
		}
	}
	return s
}

func main() {
	defer func() {
		fmt.Println("first")
	}()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("replaced")
	}()
	t := &Tree{&Tree{nil, &Tree{nil, nil, -1}, 2}, nil, 1}
	t.Sum()
}
