// The specification's "If statements", "Switch statements", "Expression switches" and "Fallthrough statements".
package main

import "fmt"

var trace []any

func f(n int) int { trace = append(trace, n); return n }

func tag(n any) string {
	switch n {
	case 0, 1, 2, 3:
		return "small int"
	case "x", 1.5:
		return "string or float"
	case nil:
		return "nil"
	default:
		return fmt.Sprintf("%T", n)
	}
}

type Err struct{}

func (Err) Error() string { return "Err" }

func main() {
	x, y, z, max := 1, 2, 3, 5
	if x > max {
		x = max
	}
	if x := f(x); x < y {
		fmt.Println("less")
	} else if x > z {
		fmt.Println("greater")
	} else {
		fmt.Println("between", x)
	}
	if v, ok := map[string]int{"a": 1}["a"]; !ok {
	} else if w := v + 1; w > 1 {
		fmt.Println(v, w, ok)
	}
	type Bool bool
	if b := Bool(true); b {
		fmt.Println("a named boolean")
	}
	if f(0); true {
	}

	// default may stand anywhere; cases from left to right, top to bottom, until one is equal.
	for n := range 5 {
		trace = nil
		switch f(n) {
		default:
			fmt.Print("default ")
		case f(0), f(1):
			fmt.Print("0,1 ")
		case f(2):
			fmt.Print("2 ")
		case f(3), f(33):
			fmt.Print("3 ")
		}
		fmt.Println(trace)
	}
	switch x := f(-5); { // a missing expression means true
	case x < 0:
		fmt.Println(-x)
	default:
		fmt.Println(x)
	}
	switch {
	case x < y:
		fmt.Println("f1")
	case x < z:
		fmt.Println("f2")
	case x == 4:
	}
	switch x := 4; x + 1 {
	case 5.0:
		fmt.Println("an untyped constant converted")
	}
	fmt.Println(tag(1), tag("x"), tag(1.5), tag(nil), tag(int8(1)), tag(Err{}))
	var err error = Err{}
	switch err {
	case nil:
	case Err{}:
		fmt.Println("a value against an interface")
	}
	switch b := x < y; b {
	case true, false:
		fmt.Println(b)
	}
	switch struct{ a, b int }{1, 2} {
	case struct{ a, b int }{1, 2}:
		fmt.Println("structs")
	}
	// An untyped constant tag gets its default type.
	switch 'a' {
	case rune(97):
		fmt.Println("rune")
	}
	switch c := make(chan int); c {
	case nil:
	case c:
		fmt.Println("chan")
	}
	// fallthrough goes into the next clause without looking at its case; break leaves.
	for n := range 6 {
		switch n {
		case 0:
			fmt.Print("zero ")
			fallthrough
		case 1:
			fmt.Print("one ")
			if n == 1 {
				break
			}
			fallthrough
		default:
			fmt.Print("default ")
			fallthrough
		case 2:
			fmt.Print("two ")
		case 3, 4:
			fmt.Print("three-four ")
			fallthrough
		case 100:
			if n == 4 {
				break
			}
			fmt.Print("hundred ")
			goto next
		}
	next:
		fmt.Println(n)
	}
	switch {
	}
	switch f(1); f(2) {
	}
	switch x := 1; x {
	case 1:
		x := "clause scope"
		fmt.Println(x)
	}
	var np *int
	switch np {
	case nil:
		fmt.Println("nil pointer")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		switch any([]int{}) {
		case any(1):
		case any([]int{1}):
		}
	}()
}
