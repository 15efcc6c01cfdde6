// What the specification forbids of type assertions.
package main

import "io"

type I interface{ m() }
type T struct{}
type P struct{}

func (*P) m() {}

func f[X any](x X, y I, z any) {
	_ = x.(int)
	_ = y.(T)
	_ = y.(P)
	_ = y.(string)
	_ = (7).(int)
	_ = "s".(any)
	_ = y.(interface{ m(int) })
	_ = z.(undefined)
	a, b, c := z.(int)
	var r io.Reader = z.(I)
}

func main() {}
