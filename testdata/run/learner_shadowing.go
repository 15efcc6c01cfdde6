package main

import (
	"errors"
	"fmt"
)

func len(x any) string { return "mylen" }

var true = false

func append(a, b int) int { return a + b }

func f() (err error) {
	if err := errors.New("inner"); err != nil {
		_ = err
	}
	if x, err := 1, errors.New("in2"); x == 1 {
		return err
	}
	return
}

type point struct{ x, y int }

func (p point) fmt() string { return fmt.Sprint(p.x, p.y) }

func main() {
	fmt.Println(len(3), true, append(1, 2))
	fmt.Println(f())
	any := 3
	fmt.Println(any)
	for i := 0; i < 2; i++ {
		i := i * 10
		fmt.Print(i, " ")
	}
	fmt.Println()
	func(fmt int) { print := fmt; _ = print }(1)
	type T struct{ T int }
	T2 := T{3}
	{
		T := T{4}
		fmt.Println(T.T, T2)
	}
	main := 2
	_ = main
	switch x := any; {
	case x == 3:
		x := "str"
		fmt.Println(x)
	}
	fmt.Println(point{1, 2}.fmt())
	iota := 7
	const c = 5
	fmt.Println(iota + c)
	string := func(i int) int { return i + 1 }
	fmt.Println(string(4))
	if int := 3; int > 2 {
		fmt.Println("int", int)
	}
	_, copy, new := 1, 2, 3
	fmt.Println(copy, new)
	var (
		nil  = "nil"
		byte = 'b'
	)
	fmt.Println(nil, byte)
lbl:
	for lbl := 0; lbl < 3; lbl++ {
		if lbl == 1 {
			break lbl
		}
		fmt.Println("lbl", lbl)
	}
}
