package main

import "fmt"

type G[T any] struct{ x T }
type P[A, B any] struct { a A; b B }

func main() {
	fmt.Printf("%T\n", G[any]{})
	fmt.Printf("%T\n", G[struct{ a int; B string `json:"x"` }]{})
	fmt.Printf("%T\n", G[interface{ M(int) string; n() }]{})
	fmt.Printf("%T\n", G[P[int, map[string]P[bool, error]]]{})
	fmt.Printf("%T\n", G[func(int, ...string) (error, bool)]{})
	fmt.Printf("%T\n", G[chan (<-chan int)]{})
	fmt.Printf("%T\n", G[fmt.Stringer]{})
	fmt.Printf("%T\n", G[[3]*byte]{})
	fmt.Printf("%T\n", G[rune]{})
	fmt.Printf("%T\n", G[struct{ fmt.Stringer }]{})
}
