// Where a semicolon is inserted that the writer did not want.
package main

import "fmt"

func f() int {
	x := 1
		+ 2
	y := []int{
		1,
		2
	}
	fmt.
		Println(x)
	fmt.Println(
		y
	)
	return x
}

func main()
{
}
