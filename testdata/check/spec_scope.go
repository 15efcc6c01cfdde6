// What the specification forbids about scopes, blank and predeclared identifiers, and uniqueness.
package main

import "fmt"

func f() {
	x := x
	{
		y := 1
		_ = y
	}
	_ = y
	var z = func() int { return z() }
	if w := 1; w > 0 {
	}
	w++
	g := func() { g() }
	len := 3
	_ = len("s")
	nil := 1
	var p *int = nil
	_ = _
	fmt := 2
	fmt.Println()
}

func f() {}

func main() {}
