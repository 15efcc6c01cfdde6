package main

import "fmt"

func ratio(a, b int) int { return a / b }

func main() {
	defer fmt.Println("deferred runs")
	fmt.Println(ratio(6, 3))
	fmt.Println(ratio(1, 0))
}
