// A jump to a test whose outcome is known goes where the test leads; so do jumps to jumps.
package main

func between(x, y, z int) bool {
	inside := x < y && y < z
	if inside {
		return true
	}
	return false
}

func find(s []int, x int) int {
	found := false
	i := 0
	for i = range s {
		if s[i] == x {
			found = true
			break
		}
	}
	if !found {
		return -1
	}
	return i
}

func classify(x int) (n int) {
	for ; x > 0; x-- {
		if x%3 == 0 {
			if x%5 == 0 {
				n += 15
			} else {
				continue
			}
		} else {
			n++
		}
	}
	return n
}

func main() { println(between(1, 2, 3), find([]int{1, 2}, 2), classify(20)) }
