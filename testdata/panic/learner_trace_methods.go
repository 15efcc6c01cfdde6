package main

import (
	"fmt"
	"strings"
)

type Visitor interface{ Visit(n int) }
type printer struct{ depth int }

func (p *printer) Visit(n int) {
	if n < 0 {
		panic("negative: " + strings.Repeat("-", p.depth))
	}
	p.depth++
	walk(p, n-1)
}

func walk(v Visitor, n int) { v.Visit(n) }

type wrapper struct{ Visitor }

func generic[T any](x T, f func(T)) { f(x) }

func main() {
	fn := func(v Visitor) {
		walk(wrapper{v}, 2)
	}
	generic[Visitor](&printer{}, fn)
	fmt.Println("x")
}
