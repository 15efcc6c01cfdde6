// The trace of a panic in a method with a value receiver, called through an interface.
package main

type shape interface{ at(i int) int }
type list struct {
	name string
	s    []int
}

func (l list) at(i int) int {
	return l.s[i]
}

func sum(s shape, n int) (t int) {
	for i := 0; i < n; i++ {
		t += s.at(i)
	}
	return
}

func main() {
	println(sum(list{"x", []int{1, 2}}, 3))
}
