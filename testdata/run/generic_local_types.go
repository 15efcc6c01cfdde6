package main

import "fmt"

type G[T any] struct{ x T }

func F[A, B any](a A, b B) {
	type L struct {
		a A
		b B
	}
	type M[X any] = map[string]X
	var l L
	fmt.Printf("%T %v %+v\n", l, l, l)
	fmt.Printf("%T\n", G[L]{})
	fmt.Printf("%T\n", []L{})
	fmt.Printf("%T\n", func(L) {})
	{
		type L int
		fmt.Printf("%T\n", L(1))
		fmt.Printf("%T\n", G[L]{})
	}
	f := func() any {
		type L string
		return L("x")
	}
	fmt.Printf("%T\n", f())
}
func (g G[T]) Meth() any {
	type In struct{ t T }
	return In{g.x}
}
func plain() any {
	type L struct{ x int }
	return L{1}
}
func plain2() any {
	type L struct{ x int }
	return L{1}
}

func main() {
	F(1, "a")
	F[float64, []int](1, nil)
	F(G[int]{}, map[string]bool{})
	fmt.Printf("%T %T %T\n", G[int]{}.Meth(), G[string]{}.Meth(), G[G[int]]{}.Meth())
	fmt.Printf("%T %T %v\n", plain(), plain2(), plain() == plain2())
	type L struct{}
	fmt.Printf("%T %T\n", L{}, G[L]{})
	defer func() { fmt.Println(recover()) }()
	var x any = plain()
	_ = x.(L)
}
