package main

import "fmt"

var x = "package"

func main() {
	fmt.Println(x)
	x := 1
	if x := x + 1; x > 1 {
		x := x * 10
		fmt.Println(x)
	} else {
		fmt.Println(x)
	}
	for x := range 2 {
		x := x + 5
		fmt.Print(x, " ")
	}
	{
		x, y := "inner", x
		fmt.Println(x, y)
	}
	true := false
	len := func(s string) int { return 42 }
	type int string
	var z int = "text"
	fmt.Println(x, true, len("a"), z)
}
