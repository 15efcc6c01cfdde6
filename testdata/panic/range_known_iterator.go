// A panic in the body of a loop over a function that the compiler knows: the frames of the body and the iterator.
package main

func twice(yield func(int) bool) {
	yield(1)
	yield(2)
}

//go:noinline
func index(s []int) (n int) {
	for j := range twice {
		n += s[j]
	}
	return n
}

func main() { println(index([]int{1, 2})) }
