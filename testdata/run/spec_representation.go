// The specification's "Representation of values", "Underlying types", "Type identity" and "Assignability".
package main

import (
	"fmt"
	"reflect"
	"time"
)

type (
	A0 = []string
	A1 = A0
	A2 = struct{ a, b int }
	A3 = int
	A4 = func(A3, float64) *A0
	A5 = func(x int, _ float64) *[]string

	B0 A0
	B1 []string
	B2 struct{ a, b int }
	B3 struct{ a, c int }
	B4 func(int, float64) *B0
	B5 func(x int, y float64) *A1

	C0             = B0
	D0[P1, P2 any] struct {
		x P1
		y P2
	}
	E0 = D0[int, string]
)

type (
	B10 string
	B20 B10
	B30 []B10
	B40 B30
)

type (
	Dir   chan<- int
	Func  func(int) int
	Tree  map[string]Tree
	Iface interface{ M() }
	Impl  struct{}
)

func (Impl) M() {}

func same(a, b any) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) }

func f[P any]() any { return []P{} }

func main() {
	// Values of predeclared types, arrays and structs are self-contained; the others hold references.
	a := [2]struct{ n int }{{1}, {2}}
	b := a
	b[0].n = 9
	s := struct {
		arr [2]int
		sl  []int
		m   map[int]int
		p   *int
	}{[2]int{1, 2}, []int{1, 2}, map[int]int{1: 2}, new(int)}
	t := s
	t.arr[0], t.sl[0], t.m[1] = 7, 7, 7
	*t.p = 7
	fmt.Println(a, b, s.arr, s.sl, s.m, *s.p)
	var i any = a
	a[1].n = 8
	fmt.Println(i) // an interface holds a copy
	j := i
	fmt.Println(i == j, i == any(a))

	// Underlying types.
	for _, v := range []any{A0{}, B1{}, B10(""), B20(""), B30{}, B40{}, Tree{}, Func(nil), Dir(nil), time.Second} {
		fmt.Print(reflect.TypeOf(v).Kind(), ":", reflect.TypeOf(v), " ")
	}
	fmt.Println()

	// Identical types.
	fmt.Println(same(A0{}, A1{}), same(A0{}, []string{}), same(A2{}, struct{ a, b int }{}), same(A3(1), 1), same(A4(nil), A5(nil)),
		same(B0{}, C0{}), same(E0{}, D0[int, string]{}), same([]int{}, []int{}), same(func(x int) {}, func(y int) {}))
	fmt.Println(same(B0{}, B1{}), same(B0{}, A0{}), same(D0[int, string]{}, D0[string, int]{}), same(B2{}, A2{}),
		same(struct{ a, b int }{}, struct{ b, a int }{}), same(struct{ a int }{}, struct {
			a int `tag`
		}{}), same([3]int{}, [4]int{}), same(func(int) {}, func(...int) {}), same(func([]int) {}, func(...int) {}),
		same(make(chan int), make(<-chan int)), same(map[int]string{}, map[int8]string{}))
	fmt.Println(same((*interface {
		N(int)
		M()
	})(nil), (*interface {
		M()
		N(x int)
	})(nil)), same((*any)(nil), (*interface{})(nil)), same(f[int](), []int{}), same(f[A3](), f[int]()), same([]byte{}, []uint8{}))
	type local struct{}
	outer := any(local{})
	{
		type local struct{}
		fmt.Println(same(outer, local{}), same(new(local), new(local)))
	}

	// Assignability.
	var b0 B0 = A0{"identical underlying types, one not named"}
	var a0 A0 = b0
	var sl []string = B1(a0)
	var dir Dir = make(chan int)
	var ro <-chan int = make(chan int)
	var fn Func = func(x int) int { return x + 1 }
	var it Iface = Impl{}
	var e any = it
	var np *int = nil
	var nf Func = nil
	var ns B0 = nil
	var nm Tree = nil
	var nc Dir = nil
	var f32 float32 = 'a'
	var b2 B2 = struct{ a, b int }{1, 2}
	var st struct{ a, b int } = b2
	var inner interface{ M() } = it
	fmt.Println(b0, a0, sl, dir != nil, ro != nil, fn(1), it, e, np, nf == nil, ns == nil, nm, nc, f32, b2, st, inner)
	var tree Tree = map[string]Tree{"kid": {}}
	fmt.Println(tree)
	fmt.Println(param[[]int]([]int{1, 2}), fromLit[B1, []string](B1{"x"}))
}

// A value of type parameter type is assignable to a type literal if each type of its set is, and the other way round.
func param[P ~[]int](p P) int {
	var s []int = p
	p = s
	var e any = p
	return len(s) + len(e.(P))
}

func fromLit[P B1 | B0, Q []string](p P) (n int) {
	var q Q
	var lit []string = p
	q = Q(lit)
	p = lit
	return len(q) + len(p)
}
