package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("not run")
	fmt.Println("out")
	fmt.Fprintln(os.Stderr, "to stderr")
	os.Exit(7)
}
