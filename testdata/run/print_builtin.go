package main

func main() {
	print("a", 1, true, '\n', "\n")
	println("x", -5, 2.5, 1e100, uint8(7), nil == any(nil), 3+4i)
	var e error
	println(e == nil, len("é"))
}
