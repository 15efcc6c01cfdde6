package main

import (
	"fmt"
	"runtime"
)

//line grammar/rules.y:100
func rule() {
	_, file, line, _ := runtime.Caller(0)
	fmt.Println(file, line)
	panic("in a generated file")
}

//line :7
func main() {
	_, file, line, _ := runtime.Caller(0)
	fmt.Println(file, line)
	/*line other.go:30*/ rule()
}
