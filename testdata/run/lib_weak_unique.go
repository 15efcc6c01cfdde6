package main

import (
	"fmt"
	"runtime"
	"strings"
	"unique"
	"weak"
)

type blob struct {
	a, b int
	next *blob
}

var global int

func main() {
	p := &blob{a: 1}
	w := weak.Make(p)
	fmt.Println(w.Value() == p, w.Value().a, w == weak.Make(p))
	fmt.Println(weak.Make(&p.a) == weak.Make(&p.b), *weak.Make(&p.b).Value())
	var zero weak.Pointer[blob]
	fmt.Println(zero.Value() == nil, zero == weak.Make[blob](nil))
	fmt.Println(weak.Make(&global) == weak.Make(&global), weak.Make(&global).Value() == &global)
	runtime.GC()
	fmt.Println(w.Value() != nil)
	runtime.KeepAlive(p)
	dead := func() weak.Pointer[blob] { return weak.Make(&blob{a: 7, next: &blob{}}) }
	var ws []weak.Pointer[blob]
	for range 50 {
		ws = append(ws, dead())
	}
	runtime.GC()
	runtime.GC()
	gone := 0
	for _, w := range ws {
		if w.Value() == nil {
			gone++
		}
	}
	fmt.Println(gone > 45, ws[0] != ws[1])

	h1 := unique.Make("hello")
	h2 := unique.Make(strings.Repeat("hel", 1) + "lo")
	fmt.Println(h1 == h2, h1.Value(), h1 == unique.Make("world"))
	type pair struct {
		s string
		n int
	}
	fmt.Println(unique.Make(pair{"a", 1}) == unique.Make(pair{"a", 1}), unique.Make(pair{"a", 1}) == unique.Make(pair{"a", 2}))
	fmt.Println(unique.Make(struct{}{}) == unique.Make(struct{}{}), unique.Make[any](1) == unique.Make[any](1), unique.Make[any](1) == unique.Make[any](int8(1)))
	fmt.Println(unique.Make([2]string{"x", "y"}).Value())
	for i := range 20000 {
		unique.Make(fmt.Sprint(i))
		if i%5000 == 0 {
			runtime.GC()
		}
	}
	fmt.Println(unique.Make("19999").Value(), h1 == unique.Make("hello"))
	defer func() { fmt.Println(recover()) }()
	unique.Make[any]([]int{1})
}
