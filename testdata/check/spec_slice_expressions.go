// What the specification forbids in slice expressions.
package main

func array() [3]int { return [3]int{} }

func main() {
	var arr [3]int
	var sl []int
	s := "abc"
	_ = arr[1:4]
	_ = arr[2:1]
	_ = "abc"[2:1]
	_ = s[0:1:2]
	_ = sl[-1:]
	_ = array()[:]
	_ = sl["a":]
	_ = sl[1.5:]
	_ = map[int]int{}[1:2]
	_ = sl[3:2:1]
}
