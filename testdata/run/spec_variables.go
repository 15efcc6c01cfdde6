// The specification's "Variables", "Variable declarations" and "Short variable declarations".
package main

import (
	"fmt"
	"math/cmplx"
)

type T struct{ n int }

func (t *T) M() string { return "M of *T" }

type Mer interface{ M() string }

var (
	i        int
	U, V, W  float64
	k                = 0
	x, y     float32 = -1, -2
	z                = cmplx.Sqrt(-1)
	_, found         = map[string]int{"here": 1}["here"]
	list             = []any{U, k, x}
)

var (
	p1, p2 = pair()
	d1     = 1 + 2i
	e1     = 'r'
	nilp   *T
)

func pair() (int, string) { return 7, "seven" }

func three(n int) (a, b, c int) { return n, n + 1, n + 2 }

func main() {
	fmt.Println(i, U, V, W, k, x, y, z, found, list, p1, p2)
	fmt.Printf("%T %T %T %T %T %T\n", k, x, z, d1, e1, nilp)

	// Static type, dynamic type, dynamic value.
	var iface interface{}
	var v *T
	fmt.Println(iface == nil, v == nil)
	iface = 42
	fmt.Printf("%T %v\n", iface, iface)
	iface = v
	fmt.Printf("%T %v %v\n", iface, iface, iface == nil)
	var m Mer = v
	fmt.Println(m != nil, m.M())

	// Each element of a structured variable acts like a variable.
	var arr [3]struct{ a, b int }
	pa, pb := &arr[1].b, &arr[2]
	*pa = 5
	*pb = struct{ a, b int }{6, 7}
	fmt.Println(arr)
	n := new(int)
	*n++
	c := &T{3}
	c.n *= *n + 1
	fmt.Println(*n, *c)

	// Untyped constants get their default type, untyped booleans become bool.
	d := 3.0
	b := 1 < 2
	r, s := 'a', "s"
	fmt.Printf("%T %T %T %T\n", d, b, r, s)

	// A redeclaration assigns to the original; only the new ones are new.
	field1, offset := "f1", 1
	o := &offset
	field2, offset := "f2", 2
	fmt.Println(field1, field2, offset, *o, o == &offset)
	a, a2, _ := three(1)
	a, a3, a2 := three(10)
	fmt.Println(a, a2, a3)

	// In an inner block := declares anew.
	if a, ok := a+1, true; ok {
		a++
		fmt.Println("inner", a)
	}
	{
		offset := "another type"
		fmt.Println(offset)
	}
	fmt.Println("outer", a, offset)
	// Parameters are redeclared in the body's own block.
	func(q int) {
		q, w := q+1, q+2
		fmt.Println(q, w)
	}(1)
	// The value on the right is of the scope before.
	k := k + 1
	var x = x * 2
	fmt.Println(k, x)
	for i, j := 0, 10; i < j; i, j = i+3, j-3 {
		fmt.Print(i, j, " ")
	}
	ch := make(chan int, 1)
	ch <- 1
	got, ok := <-ch
	close(ch)
	got2, ok := <-ch
	fmt.Println(got, got2, ok)
	var fn, err = func() (int, error) { return 1, nil }()
	fmt.Println(fn, err)
}
