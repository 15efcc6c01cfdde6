package main

import (
	"errors"
	"fmt"
)

func main() {
	err := errors.Join(errors.New("a"), fmt.Errorf("b: %w", errors.New("c")))
	panic(err)
}
