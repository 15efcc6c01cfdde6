package main

import "fmt"

type CodeError struct {
	Code int
	Msg  string
}

func (e *CodeError) Error() string { return fmt.Sprintf("code %d: %s", e.Code, e.Msg) }

func main() {
	panic(&CodeError{42, "disk full"})
}
