// The body of a loop over a function is a function; leaving it goes through the loop's state.
package main

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func find(limit int) int {
	for i := range count {
		if i == 1 {
			continue
		}
		if i > limit {
			return i
		}
	}
	return -1
}

func main() { println(find(3)) }
