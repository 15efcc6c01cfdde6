// What the specification forbids of address, indirection and receive operators, send and close.
package main

func f() int { return 1 }

func main() {
	m := map[string]int{"a": 1}
	s := "abc"
	x := 5
	var so chan<- int
	_ = &f()
	_ = &m["a"]
	_ = &s[0]
	_ = &5
	_ = &(x + 1)
	_ = *x
	_ = *nil
	_ = <-so
	_ = <-x
	_ = &f
}
