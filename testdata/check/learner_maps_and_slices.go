package main

func main() {
	var m map[string]int
	m["a"] = "b"
	m[1] = 2
	delete(m)
	delete(m, 1)
	var arr [3]int
	arr[3] = 1
	arr[-1] = 1
	s := []int{1, 2}
	s["x"] = 1
	s.append(3)
	append(s, 4)
	s = append(s, "x")
	len(s)
	_ = cap(m)
	copy(s, "ab")
	_ = m.foo
}
