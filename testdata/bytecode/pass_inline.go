// Calls of small functions and methods are their bodies; a function with //go:noinline, a recursive one and one with a loop are called.
package main

type vector struct{ x, y int }

func (v vector) dot(w vector) int { return v.x*w.x + v.y*w.y }

func limit(x, low, high int) int {
	if x < low {
		return low
	}
	if x > high {
		return high
	}
	return x
}

//go:noinline
func opaque(x int) int { return x + 1 }

func factorial(n int) int {
	if n == 0 {
		return 1
	}
	return n * factorial(n-1)
}

func count(s []int) (n int) {
	for range s {
		n++
	}
	return n
}

func use(v vector, s []int) int {
	return limit(v.dot(vector{v.y, v.x}), 0, 100) + opaque(v.x) + factorial(v.y) + count(s)
}

func main() { println(use(vector{1, 2}, []int{1, 2, 3})) }
