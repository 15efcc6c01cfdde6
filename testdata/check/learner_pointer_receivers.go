package main

import "fmt"

type A struct{ B }
type B struct{ n int }
func (b *B) Inc() { b.n++ }
type Incer interface{ Inc() }
func main() {
	var i Incer = A{}
	i = B{}
	i = &A{}
	A{}.Inc()
	B{1}.Inc()
	m := map[string]B{}
	m["x"].Inc()
	m["x"].n = 1
	fmt.Println(i)
}
