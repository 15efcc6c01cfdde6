// The specification's "Method expressions" and "Method values".
package main

import "fmt"

type T struct{ a int }

func (tv T) Mv(a int) int           { return tv.a*10 + a }
func (tp *T) Mp(f float32) float32  { tp.a++; return f + float32(tp.a) }
func (T) variadic(xs ...string) int { return len(xs) }

type I interface{ Mv(int) int }
type Emb struct{ *T }
type EmbI struct{ I }
type G[E any] struct{ e E }

func (g G[E]) Get() E         { return g.e }
func (g *G[E]) Set(e E) *G[E] { g.e = e; return g }

func try(f func()) {
	defer func() { fmt.Println("recovered:", recover()) }()
	f()
}

func makeT() T { fmt.Print("makeT "); return T{7} }

func main() {
	t := T{1}
	// Five ways to call.
	fmt.Println(t.Mv(7), T.Mv(t, 7), (T).Mv(t, 7))
	f1 := T.Mv
	f2 := (T).Mv
	f3 := (*T).Mv // through a pointer, the method gets a copy
	f4 := (*T).Mp
	fmt.Printf("%T %T %T %T %T %T\n", f1, f2, f3, f4, I.Mv, T.variadic)
	fmt.Println(f1(t, 7), f2(t, 7), f3(&t, 7), f4(&t, 1), t.a, I.Mv(t, 2), (interface{ Mv(int) int }).Mv(t, 3), T.variadic(t, "x", "y"))
	fmt.Printf("%T %T %T\n", Emb.Mp, (*Emb).Mv, EmbI.Mv)
	fmt.Println(Emb.Mp(Emb{&t}, 1), EmbI.Mv(EmbI{t}, 1), G[int].Get(G[int]{4}), (*G[string]).Set(&G[string]{}, "s").e)

	// Method values: the receiver is evaluated and, for a value method, copied at once.
	var s struct{ T }
	s.a = 5
	pt := &t
	g1 := t.Mv
	g2 := pt.Mp
	g3 := pt.Mv // as (*pt).Mv
	g4 := t.Mp  // as (&t).Mp
	g5 := s.Mv
	g6 := makeT().Mv
	t.a, s.a = 100, 100
	pt = nil
	fmt.Println(g1(1), g3(1), g5(1), g6(1), g6(2))
	fmt.Println(g2(0), g4(0), t.a)
	fmt.Printf("%T %T %T\n", g1, g2, t.variadic)
	var i I = t
	m := i.Mv
	i = T{9}
	fmt.Println(m(1), i.Mv(1))
	gg := G[string]{"generic"}
	get, set := gg.Get, gg.Set
	set("changed")
	fmt.Println(get(), gg.Get())
	var np *T
	nf := np.Mp // no panic before the call
	try(func() { nf(1) })
	try(func() { _ = np.Mv; h := np.Mv; h(1) })
	var ni I
	try(func() { h := ni.Mv; _ = h })
	try(func() { h := EmbI{}.Mv; _ = h })
	fs := map[string]func(T, int) int{"mv": T.Mv}
	defer t.Mp(1)
	defer func(f func(int) int) { fmt.Println("deferred", f(1)) }(t.Mv)
	t.a = 0
	fmt.Println(fs["mv"](T{3}, 4))
	(func() {})()
	ch := make(chan func(float32) float32, 1)
	ch <- t.Mp
	fmt.Println((<-ch)(0.5), t)
}
