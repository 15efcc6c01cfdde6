package main

import "fmt"

func main() {
	s := []string{"a"}
	i := len(s) - 2
	fmt.Println(s[i])
}
