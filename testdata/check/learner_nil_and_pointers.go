package main

import "fmt"

func main() {
	var x int = nil
	var s string = nil
	var p *int = 0
	fmt.Println(x, s, p)
}
