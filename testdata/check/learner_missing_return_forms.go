package main

import "fmt"

func main() {
	var a int = 5;
	var b float64 = a
	var c int32 = a
	var d uint = a
	var e byte = 300
	var f rune = "x"
	var g bool = 1
	var h string = 5
	var i []int = [3]int{1,2,3}
	var j map[string]int = map[int]string{}
	fmt.Println(a, b, c, d, e, f, g, h, i, j)
}
