// More of what the grammar of statements forbids.
package main

type T struct{ a int }

func main() {
	var i int
	if i == T{1} {
	}
	for i := range 3; i < 2 {
	}
	select {
	case i:
	}
	a, b := range x
	i := <- <-
	break 3
	goto
	func named() {}
}
