// What is evaluated ahead of its place is evaluated once.
package main

import "fmt"

type V struct{ x, y int }

var v V
var n int

func pv() *V       { v.y++; return &v }
func f() int       { n++; return n }
func s() []any     { n += 10; return []any{1, 2} }

type L struct{ list []any }

func main() {
	a, _ := any((V{1, n} == *pv())).(V)
	fmt.Println(a, v)
	switch x := any((V{1, n} == *pv())).(type) {
	case bool:
		fmt.Println(x, v)
	}
	l := &L{[]any{1, 2, 3, 4, 5}}
	fmt.Println((n == l.list[f()].(int)) == (n == f()), n)
	b := (n == l.list[f()].(int)) == (n == f())
	fmt.Println(b, n)
	if (n == l.list[f()-2].(int)) == (n == f()) {
		fmt.Println("eq", n)
	}
	fmt.Println(any(V{n, f()} == *pv()), !(V{n, f()} != *pv()), n, v)
	c := []any{any(V{n, f()} == *pv()), string([]byte(fmt.Sprint(n, f())))}
	fmt.Println(c, n, v)
}
