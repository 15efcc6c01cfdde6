// The specification's "Blocks", "Declarations and scope" and "Label scopes".
package main

import (
	"fmt"
	str "strings"
)

const name = "package"

var before = after + 1 // package scope is the whole package, whatever the order
var after = 1

type later struct{ e *evenLater }
type evenLater struct{ l later }

func recur(n int) int { // a function's name is of package scope
	if n == 0 {
		return 0
	}
	return n + recur(n-1)
}

type G[P any, Q interface{ ~[]P }] struct{ q Q } // a type parameter is in scope in its own list

func (g G[R, S]) len() int { // and the receiver's in signature and body
	var r R
	_ = r
	return len(g.q)
}

func params(name string) string { // parameters: the function's body
	{
		name := name + " inner"
		_ = name
	}
	return name
}

func result() (name string) {
	name = "result"
	func() { name += " seen by a literal" }()
	return
}

func labels() (s string) {
	// Labels do not conflict with other identifiers, and are visible in the whole function, not in literals.
	s = "s"
s:
	for s := 0; s < 2; s++ {
		func() {
		s:
			for {
				break s
			}
		}()
		continue s
	}
	goto name
name:
	return s + name
}

func main() {
	fmt.Println(name, before, after, later{}.e == nil, recur(4), G[int, []int]{[]int{1}}.len(), params("p"), result(), labels())
	// Each if, for, switch and clause is a block of its own.
	x := "main"
	if x := "if"; x == "if" {
		x := "body"
		fmt.Println(x)
	} else if y := x + "else"; y != "" {
		fmt.Println(x, y)
	}
	switch x := 2; x {
	case 1:
		x := "one"
		fmt.Println(x)
	case 2:
		x := "clause " + fmt.Sprint(x)
		fmt.Println(x)
	}
	switch x := any(x).(type) {
	case string:
		fmt.Println("symbol of the clause", x+"!")
	}
	for x := 0; x < 1; x++ {
		x := x + 10
		fmt.Println(x)
	}
	c := make(chan string, 1)
	c <- "received"
	select {
	case x := <-c:
		fmt.Println(x)
	default:
	}
	fmt.Println(x)
	// A constant's or variable's scope begins after its specification, a type's at its name.
	const name = name + " local"
	var after = after + 5
	type node struct{ next *node }
	fmt.Println(name, after, node{}.next == nil)
	type outer struct{ a int }
	{
		type outer struct{ a outerElem }
		fmt.Printf("%+v\n", outer{})
	}
	// A function literal's variable is not yet in scope in itself.
	f := func(n int) int { return -n }
	{
		f := func(n int) int {
			if n > 0 {
				return f(n)
			}
			return 0
		}
		fmt.Println(f(3))
	}
	// Packages, types and predeclared identifiers may be shadowed.
	fmt.Println(str.ToUpper("package name"))
	str := "variable"
	{
		len := func(s string) int { return 42 }
		true := false
		int := "int"
		nil, iota, string := 1, 2, 3.5
		fmt.Println(len(str), true, int, nil, iota, string)
		type any = float32
		fmt.Printf("%T\n", any(1))
		fmt := "fmt"
		_ = fmt
	}
	fmt.Println(len(str), true)
}

type outerElem = string
