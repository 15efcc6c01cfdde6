package main

import (
	"fmt"
	"io"
)

func main() {
	pr, pw := io.Pipe()
	go func() {
		fmt.Fprint(pw, "data")
	}()
	b, err := io.ReadAll(pr)
	fmt.Println(string(b), err)
}
