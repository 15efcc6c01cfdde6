package main

import "fmt"

func main() {
	goto over
	x := 1
over:
	fmt.Println(x)
	goto inside
	{
	inside:
	}
}
