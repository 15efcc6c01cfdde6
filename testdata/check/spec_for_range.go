// What the specification forbids of for statements with range clause.
package main

func main() {
	var u uint8
	var p *[]int
	var ch chan<- int
	for u = range 256 {
	}
	for range 1e3 + 0.5 {
	}
	for i, v := range 5 {
	}
	for range p {
	}
	for range ch {
	}
	for a, b := range make(chan int) {
	}
	for range func(yield func() int) {} {
	}
	for range func(int) {} {
	}
	var s string
	for s = range []int{1} {
	}
}
