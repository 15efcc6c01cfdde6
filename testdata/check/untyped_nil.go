package main

import "fmt"

func main() {
	x := nil
	var n int = nil
	var s struct{} = nil
	fmt.Println(x, n, s, nil == nil)
}
