package main

import "fmt"

func main() {
	var v any = 3.5
	fmt.Println(v.(float64))
	fmt.Println(v.(string))
}
