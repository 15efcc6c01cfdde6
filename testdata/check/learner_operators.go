package main

import "fmt"

func main() {
	var n int = 5
	fmt.Println("n" + n)
	fmt.Println(n + 2.5, n << 1.5)
	fmt.Println(!n, -true, ^"x")
	n += "x"
	n == 5
	n + 1
	"str"
	fmt.Sprint("x")
	func() {}
	-n
}
