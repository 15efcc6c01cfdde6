// What the specification forbids of method expressions and method values.
package main

type T struct{ a int }

func (tv T) Mv(a int) int  { return 0 }
func (tp *T) Mp(f float32) {}

func makeT() T { return T{} }

var (
	a               = T.Mp
	b               = T.none
	c               = T.a
	d               = makeT().Mp
	e               = (*T).Mv(T{}, 1)
	f               = T.Mv(1)
	g func(int) int = T.Mv
	h               = T{}.Mp
)

func main() {}
