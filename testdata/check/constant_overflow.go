package main

import "fmt"

func main() {
	var a uint8 = 256
	var b int8 = -129
	c := int32(1 << 40)
	var d uint = -1
	fmt.Println(a, b, c, d)
}
