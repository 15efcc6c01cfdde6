package main

func main() {
	n, f, s := 1, 2.5, "x"
	n += f
	s -= "y"
	n += "z"
	f %= 2
	s++
	_ = n
	_ += 1
}
