package main

import "fmt"

func main() {
	s := "añb"
	for i := 0; ; i++ {
		fmt.Println(s[i])
	}
}
