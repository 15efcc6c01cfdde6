// The right side of && and || is evaluated only if the left side asks for it, also beside other calls and as an argument.
package main

import "fmt"

type S struct{ s string }

var GS = S{"gs"}
var n int

func mod(p *S) string { p.s = "m"; n++; return p.s }
func no() bool        { return n > 100 }
func yes() bool       { return n < 100 }
func id(x any) any    { return x }

type N struct {
	v    int
	l, r *N
}

func (n *N) Has(x int) bool { return n.v == x || n.l != nil && n.l.Has(x) || n.r != nil && n.r.Has(x) }

func trees() {
	t := &N{5, &N{3, nil, nil}, nil}
	fmt.Println(t.v > 1 && t.r != nil && t.r.Has(3), t.l != nil && t.l.Has(3))
	var p *N
	fmt.Println("p:", p != nil && p.v > 0 && p.Has(4))
	q := t
	fmt.Println(q.v > 5 && q.r.Has(1), q.v > 5 || q.l.Has(3))
	for i, n := range []*N{t, nil} {
		fmt.Println(i, n != nil && n.v == 5 && n.Has(5) || n == nil)
	}
}

func main() {
	trees()
	fmt.Println(no() && GS.s == mod(&GS), id(1))
	fmt.Println(yes() || GS.s == mod(&GS), id(1))
	fmt.Println(id(no() && GS.s == mod(&GS)), id(1), GS)
	a, b := no() && GS.s == mod(&GS), id(2)
	fmt.Println(a, b, GS)
	x := no() && GS.s == mod(&GS)
	fmt.Println(x, GS)
	if (yes() || GS.s == mod(&GS)) && id(1) == id(1) {
		fmt.Println(GS, n)
	}
	fmt.Println(yes() && GS.s == mod(&GS), GS, id(n))
	GS.s = "gs"
	fmt.Println(yes() && GS.s != mod(&GS) && GS.s == "m", GS, id(n))
	GS.s = "gs"
	y := yes() && GS.s != mod(&GS)
	fmt.Println(y, n)
	for i := 0; i < 2 && (no() || GS.s == mod(&GS)); i++ {
		fmt.Println(i)
	}
	f := func() (bool, any) { return no() && GS.s == mod(&GS), id(n) }
	fmt.Println(f())
	switch {
	case no() && GS.s == mod(&GS):
	default:
		fmt.Println(n)
	}
	z := []bool{no() && GS.s == mod(&GS), yes() || GS.s == mod(&GS)}
	fmt.Println(z, n)
	ch := make(chan bool, 1)
	ch <- no() && GS.s == mod(&GS)
	fmt.Println(<-ch, n, id(n))
	m := map[bool]int{no() && GS.s == mod(&GS): 1}
	fmt.Println(m, n)
}
