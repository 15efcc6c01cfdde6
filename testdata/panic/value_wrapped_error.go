package main

import (
	"errors"
	"fmt"
)

func main() {
	base := errors.New("connection refused")
	panic(fmt.Errorf("dial db:\nattempt 3: %w", base))
}
