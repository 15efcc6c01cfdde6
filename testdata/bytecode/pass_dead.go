// What nobody reads is not computed, what nobody reaches is left out; what may panic stays.
package main

func unused(x, y int) int {
	a := x * y
	b := a + 1
	_ = b
	c := x / y
	_ = c
	return x
}

func unreachable(x int) int {
	for {
		if x > 10 {
			return x
		}
		x++
	}
	println("never")
	return 0
}

func overwritten(x int) int {
	y := x + 1
	y = x + 2
	return y
}

func main() { println(unused(1, 2), unreachable(3), overwritten(4)) }
