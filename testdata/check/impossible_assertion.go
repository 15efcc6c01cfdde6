package main

import "fmt"

type Stringer interface{ String() string }

type T struct{}

func main() {
	var s Stringer
	_, ok := s.(T)
	n := 5
	_ = n.(int)
	fmt.Println(ok)
}
