package main

import (
	"errors"
	"fmt"
)

func main() {
	defer func() {
		panic(errors.New("second"))
	}()
	defer fmt.Println("runs first")
	panic("first")
}
