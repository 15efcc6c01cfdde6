// args: alpha 42 --flag=x
package main

import (
	"fmt"
	"os"
)

func main() {
	for i, a := range os.Args[1:] {
		fmt.Println(i, a)
	}
	fmt.Fprintln(os.Stderr, "bye")
	os.Exit(len(os.Args) - 1)
}
