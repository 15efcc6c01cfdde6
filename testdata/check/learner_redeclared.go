package main

import "fmt"

type T struct{}
func (t T) String() string { return "t" }
func main() {
	var s fmt.Stringer = T
	t := T
	fmt.Println(s, T.String, T.Foo, int)
	fmt.Println(fmt)
	fmt = 5
	string = "x"
	len := 5
	len("x")
}
