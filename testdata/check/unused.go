package main

import "os"

func f() int {
	x := 1
}

func main() {
	var s string = 5
	y := s + 1
	undefined1()
}
