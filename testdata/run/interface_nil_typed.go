package main

import "fmt"

type MyErr struct{}

func (*MyErr) Error() string { return "my error" }

func find(fail bool) error {
	var e *MyErr
	if fail {
		e = &MyErr{}
	}
	return e
}

func main() {
	err := find(false)
	fmt.Println(err == nil, err != nil, err.(*MyErr) == nil)
	fmt.Printf("%T\n", err)
	var a, b any
	fmt.Println(a == b, a == nil)
	a, b = 1, 1.0
	fmt.Println(a == b, a == 1, b == 1.0, a == any(int64(1)))
	fmt.Println(err == (*MyErr)(nil))
}
