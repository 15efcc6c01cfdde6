package main

import (
	"errors"
	"fmt"
)

var ErrNotFound = errors.New("not found")

type OpError struct {
	Op  string
	Err error
}

func (e *OpError) Error() string { return e.Op + ": " + e.Err.Error() }
func (e *OpError) Unwrap() error { return e.Err }

type Temp struct{}

func (Temp) Error() string        { return "temp" }
func (Temp) Is(target error) bool { return target == ErrNotFound }

func main() {
	err := fmt.Errorf("load: %w", &OpError{"read", fmt.Errorf("key %q: %w", "k", ErrNotFound)})
	fmt.Println(err)
	fmt.Println(errors.Is(err, ErrNotFound), errors.Is(err, errors.New("not found")))
	var op *OpError
	fmt.Println(errors.As(err, &op), op.Op, errors.Unwrap(errors.Unwrap(err)) == op.Err)
	j := errors.Join(err, nil, Temp{})
	fmt.Println(j, errors.Is(j, ErrNotFound), errors.Unwrap(j) == nil)
	var t Temp
	fmt.Println(errors.As(j, &t), errors.Is(Temp{}, ErrNotFound), errors.Join(nil, nil) == nil)
	fmt.Println(errors.Unwrap(fmt.Errorf("plain %v", err)))
}
