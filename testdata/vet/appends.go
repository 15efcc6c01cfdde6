package main

func main() {
	s := []int{1}
	s = append(s)
	s = append(s, 2)
	t := append([]string(nil))
	u := append([]string(nil), t...)
	_, _, _ = s, t, u
}
