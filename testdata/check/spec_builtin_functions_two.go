// More of what the specification forbids of built-in functions.
package main

func main() {
	var ro <-chan int
	close(ro)
	clear(5)
	delete(map[string]int{}, 1)
	copy([]int{}, []string{})
	_ = new()
	_ = min()
	_ = max([]int{}...)
	_ = real("x")
	_ = make(map[int]int, 1, 2)
	panic()
	_ = new(nil)
}
