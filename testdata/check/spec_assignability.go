// What is not assignable or not identical.
package main

type A []int
type B []int
type I interface{ M() }
type T struct{}

func (*T) M() {}

func f[P, Q any](p P, q Q) {
	p = q
}

func main() {
	var a A
	var b B = a
	var i I = T{}
	var c chan<- int = make(<-chan int)
	var d chan int = make(chan<- int)
	var s struct{ x int } = struct{ y int }{}
	var g func(int) = func(...int) {}
	var p *int = (*int32)(nil)
	var n int = nil
	var m map[string]int = map[string]int8{}
	_, _, _, _, _, _, _, _, _ = b, i, c, d, s, g, p, n, m
}
