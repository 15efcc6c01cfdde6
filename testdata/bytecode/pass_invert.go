// A condition that jumps around a jump is turned: break, continue and goto are one instruction.
package main

func find(s []int, x int) (n int) {
	for i := 0; ; i++ {
		if s[i] == x {
			break
		}
		if s[i] < 0 {
			continue
		}
		if float64(s[i]) > 1e3 {
			goto out
		}
		n++
	}
	return n
out:
	return -1
}

func main() { println(find([]int{1, -1, 2, 3}, 3)) }
