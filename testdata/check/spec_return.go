// What the specification forbids of return, go, defer and select statements.
package main

func none()    { return 1 }
func one() int { return }
func two() (a, b int) {
	return 1
}
func shadowed() (n int, err error) {
	if n := 1; n > 0 {
		return
	}
	return 1, "s"
}

func main() {
	defer len("x")
	go int(3)
	defer append([]int{}, 1)
}
