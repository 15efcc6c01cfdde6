// What the specification forbids of comparisons.
package main

type I interface{ M() }
type T struct{ s []int }
type P struct{ n int }

func main() {
	var i I
	var t T
	var p P
	var s []int
	var f func()
	var m map[int]int
	var c complex128
	_ = s == s
	_ = f == f
	_ = m != m
	_ = t == t
	_ = p < p
	_ = c < c
	_ = i == p
	_ = 1 == "a"
	_ = nil == nil
	_ = [1]T{} == [1]T{}
}
