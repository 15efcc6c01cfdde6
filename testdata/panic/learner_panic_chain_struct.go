package main

import "fmt"

type T struct {
	A int
	B string
	C []int
	D map[string]int
	E *int
	F any
}

func level3() {
	defer fmt.Println("level3 deferred")
	defer func() {
		panic(fmt.Errorf("wrapped: %w", fmt.Errorf("inner")))
	}()
	panic(T{1, "x", []int{1}, nil, nil, 3})
}

func level2() {
	defer func() {
		r := recover()
		fmt.Println("level2 got", r)
		panic(fmt.Sprintf("again: %v", r))
	}()
	level3()
}

func main() {
	defer fmt.Println("main deferred")
	level2()
}
