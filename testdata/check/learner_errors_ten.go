package main

import "fmt"

type MyErr struct{ code int }

func (e *MyErr) Error() string { return "x" }

func do() error {
	return MyErr{1}
}

func main() {
	err := do()
	err := do()
	if err != "bad" {
	}
	if err != nil && err.code == 3 {
	}
	fmt.Println(err.Error)
	fmt.Println(err.Error() + 1)
	var e MyErr = err
	e = err.(MyErr)
	x := err.(int)
	y := 5.(int)
	str := e.(error)
}
