package main

import (
	"fmt"
	"os"
)

func main() {
	n := -1
	if len(os.Args) > 5 {
		n = 2
	}
	fmt.Println(make([]int, n))
}
