package main

import (
	"fmt"
	"time"
)

type A = string
type B = []byte
type C = any
type E = error
type D time.Duration
type named func()
type G[T any] = []T
type L struct{ time.Duration }
type P struct{ *L }
type S struct{ s fmt.Stringer }
type M map[string]*M
type F struct{ f func() }
type R []R

func logf(format A, args ...C) { fmt.Printf(format, args...) }

func main() {
	var a A
	var b B
	var c C
	var e E
	var d D
	var n named
	var g G[int]
	fmt.Printf("%d %s %d %d", a, b, c, e)
	fmt.Printf("%s %d", d, d)
	fmt.Printf("%s", time.Second)
	fmt.Printf("%s", n)
	fmt.Printf("%s", g)
	fmt.Printf("%s", L{})
	fmt.Printf("%s", P{})
	fmt.Printf("%d", &L{})
	fmt.Printf("%s", S{})
	fmt.Printf("%s", M{})
	fmt.Printf("%d", M{})
	fmt.Printf("%s", F{})
	fmt.Printf("%s", R{})
	fmt.Printf("%s", []error{})
	fmt.Printf("%d", []error{})
	fmt.Printf("%s", map[fmt.Stringer]int{})
	fmt.Printf("%s", [2]bool{})
	fmt.Printf("%t", [2]bool{})
	fmt.Printf("%x", "a")
	fmt.Printf("%x", []string{"a"})
	fmt.Printf("%X", 1.5)
	fmt.Printf("%q", []string{"a"})
	fmt.Printf("%q", []int{1})
	fmt.Printf("%c", []rune("a"))
	fmt.Printf("%U", []rune("a"))
	fmt.Printf("%v %+v %#v", d, d, d)
	logf("%d", "x")
}
