// flags: -lang=go1.1

package main

func main() {
	for range []int{1} {
	}
	type A = int
	x := map[struct{ a int }]string{{1}: "x"}
	_ = x
}
