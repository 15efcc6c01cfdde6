package main

import "fmt"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

type P struct{ n int }

func NewP(n int) (*P, error) {
	if n < 0 {
		return nil, fmt.Errorf("NewP: negative n %d", n)
	}
	return &P{n}, nil
}

var global = must(NewP(1))

func init() {
	fmt.Println("init", global.n)
	go func() { select {} }()
}

var other = must(NewP(-global.n))

func main() { fmt.Println("main") }
