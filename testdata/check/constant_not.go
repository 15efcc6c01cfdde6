package main

import "fmt"

func get() int { return 1 }

const a = get()

var n = 3

func main() {
	const b = n
	a = 5
	var arr [n]int
	fmt.Println(b, arr)
}
