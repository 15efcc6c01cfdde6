package main

import "fmt"

type P struct {
	X, Y int
	T    [2]string
}

func change(p P) P { p.T[0] = "changed"; return p }

func main() {
	a := P{1, 2, [2]string{"a", "b"}}
	b := a
	b.T[1] = "z"
	fmt.Println(a, b, a == b, change(a) == a, a)
	m := map[P]string{a: "first", b: "second"}
	fmt.Println(m[P{1, 2, [2]string{"a", "b"}}], len(m))
	anon := struct {
		X, Y int
		T    [2]string
	}{1, 2, [2]string{"a", "b"}}
	fmt.Println(anon == a, struct{}{} == struct{}{})
	ptrs := []*P{&a, &b}
	for _, p := range ptrs {
		p.X *= 10
	}
	fmt.Println(a.X, b.X)
	arr := [3]P{}
	for i, e := range arr {
		e.X = 9
		arr[i].Y = i
	}
	fmt.Println(arr)
}
