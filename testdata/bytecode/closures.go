// What is never assigned again is captured by value, everything else lives in a cell.
package main

func counter(step int) func() int {
	n := 0
	return func() int {
		n += step
		return n
	}
}

func main() {
	next := counter(2)
	println(next(), next())
	plain := func(x int) int { return x + 1 }
	println(plain(1))
}
