package main

import (
	"fmt"
	"os"
)

func main() {
	defer os.Exit(3)
	defer fmt.Println("os.Exit in a deferred call sets the status")
	panic("hidden")
}
