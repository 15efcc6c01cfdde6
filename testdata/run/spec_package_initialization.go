// The specification's "Package initialization" within one package: dependency order, and the examples.
package main

import "fmt"

var x = I(T{}).ab()  // x has an undetected, hidden dependency on p and q
var _ = sideEffect() // unrelated to x, p or q
var p = q
var q = say("q", 42)

type I interface {
	ab() []int
}
type T struct{}

func (T) ab() []int { return []int{p, q} }

func sideEffect() int { return say("side effect", 0) }

var (
	a = say("a", c+b) // == 9
	b = f()           // == 4
	c = f()           // == 5
	d = say("d", 3)   // == 5 after initialization has finished
)

func f() int {
	d++
	return say("f", d)
}

func say(what string, v int) int {
	fmt.Println(what, v)
	return v
}

// Dependencies through functions, methods, method values and expressions, and closures.
var (
	viaFunc    = helper()
	viaMethod  = M{}.get()
	viaExpr    = M.get(M{})
	viaValue   = M{}.get
	viaLiteral = func() int { return late }()
	viaPointer = &late
	late       = say("late", 7)
	two, three = pair()
	fromTwo    = say("from two", two)
	blank      = say("blank's dependency", 8)
	_          = say("blank", blank)
	noInit     int
	table      = map[string]func() int{"helper": helper}
)

type M struct{}

func (M) get() int     { return say("get", late) }
func helper() int      { return deeper() }
func deeper() int      { return say("deeper", late) }
func pair() (int, int) { return say("pair", 2), fromThree }

var fromThree = 3

type generic[E any] struct{ e E }

func (g generic[E]) get() E       { return g.e }
func make1[E any](e E) generic[E] { return generic[E]{e} }

var g = make1(late + 1).get()

func init() { fmt.Println("init 1", a, b, c, d, noInit, g); noInit = 5 }
func init() {
	fmt.Println("init 2", noInit)
	done = make(chan bool)
	go func() { done <- true }()
	<-done
}

var done chan bool

func main() {
	fmt.Println(x, p, q, viaFunc, viaMethod, viaExpr, viaValue(), viaLiteral, *viaPointer, two, three, fromTwo, table["helper"]())
}
