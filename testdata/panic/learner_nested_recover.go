package main

import "fmt"

type E struct{ code int }

func (e *E) Error() string { return fmt.Sprintf("E%d", e.code) }

func main() {
	defer func() {
		err := recover().(error)
		fmt.Println("caught", err)
		defer func() {
			panic(fmt.Errorf("third: %w", err))
		}()
		panic("second")
	}()
	panic(&E{4})
}
