package main

func main() {
	var x, y int
	s := "a"
	_ = x != 1 || x != 2
	_ = x == 1 && x == 2
	_ = 1 == x && x == 2
	_ = x != 1 && x != 2
	_ = x == 1 || x == 2
	_ = x != 1 || x != y
	_ = s != "a" || s != "b" || s != "c"
	_ = x != 1 || y != 2
	_ = x != 1 || x != 1
	_ = x == y && x == 2
}
