package main

import (
	"errors"
	"fmt"
)

func main() {
	var target error
	fmt.Println(errors.As(errors.New("x"), &target))
	errors.As(errors.New("x"), nil)
}
