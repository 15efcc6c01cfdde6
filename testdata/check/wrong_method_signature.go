package main

import "fmt"

type Writer interface{ Write(b []byte) (int, error) }

type W struct{}

func (W) Write(s string) error { return nil }

type V struct{}

func (V) write(b []byte) (int, error) { return 0, nil }

func main() {
	var w Writer = W{}
	w = V{}
	fmt.Println(w)
}
