package main

import (
	"errors"
	"fmt"
)

var ErrX = errors.New("x failed")

type wrapped struct {
	op  string
	err error
}

func (w wrapped) Error() string { return w.op + ": " + w.err.Error() }

func step(n int) {
	if n == 0 {
		panic(wrapped{"step", fmt.Errorf("deep: %w", ErrX)})
	}
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("[%d] %v", n, r))
		}
	}()
	step(n - 1)
}

func main() {
	step(3)
}
