package main

import "fmt"

func main() {
	x := 1
	fmt.Printf("%s", 1)
	var y string = 2
}
