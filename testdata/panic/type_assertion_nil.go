package main

import "fmt"

func main() {
	var e error
	_, ok := e.(interface{ Unwrap() error })
	fmt.Println(ok)
	_ = e.(fmt.Stringer)
}
