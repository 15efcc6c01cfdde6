package main

import "fmt"

type number interface{ ~int | ~float64 }
type text interface{ ~string | ~[]byte }
type either interface{ int | string }
type stringish interface {
	~int
	String() string
}

func f[T number, U text, V either, W any, X stringish, Y fmt.Stringer](t T, u U, v V, w W, x X, y Y, ts []T, pt *T) {
	fmt.Printf("%d", t)
	fmt.Printf("%s", t)
	fmt.Printf("%v", t)
	fmt.Printf("%s", u)
	fmt.Printf("%d", u)
	fmt.Printf("%d", v)
	fmt.Printf("%s", v)
	fmt.Printf("%s", w)
	fmt.Printf("%v", w)
	fmt.Printf("%d", w)
	fmt.Printf("%s", x)
	fmt.Printf("%s", y)
	fmt.Printf("%d", y)
	fmt.Printf("%d", ts)
	fmt.Printf("%d", pt)
	fmt.Printf("%p", pt)
	fmt.Printf("%s", pt)
	fmt.Printf("%*d", t, 1)
	fmt.Println(t, u, v, w, x, y)
}

type list[T any] struct {
	v    T
	next *list[T]
}

func (l list[T]) String() string { return fmt.Sprint(l) }

type plain[T any] struct{ v T }

func main() {
	fmt.Printf("%d", list[int]{})
	fmt.Printf("%d", plain[int]{})
	fmt.Printf("%d", plain[string]{})
	fmt.Printf("%s", plain[plain[int]]{})
	var _ = f[int, string, int, any, s, s]
}

type s int

func (s) String() string { return "" }
