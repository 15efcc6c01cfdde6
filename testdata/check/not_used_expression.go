package main

func main() {
	a, b := 1, 2
	a + b
	a == b
	len("x")
	func() {}
	"text"
	append([]int{}, a)
}
