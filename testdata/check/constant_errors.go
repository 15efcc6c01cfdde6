package main

import "fmt"

const big = 1 << 100

const f = 2.5

func main() {
	fmt.Println(big)
	var n int = f
	fmt.Println(10/0, n)
	var arr [3]int
	fmt.Println(arr[5], arr[-1])
}
