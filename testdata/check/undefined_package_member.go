package main

import (
	"fmt"
	"sync"
)

func main() {
	fmt.Printn("x")
	fmt.println("x")
	var w sync.WaitGrup
	_ = w
}
