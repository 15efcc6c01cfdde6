package main

import "fmt"

type Flyer interface{ Fly() string }
type Fish struct{}

func (*Fish) Fly() string { return "jump" }

func main() {
	var v any = &Fish{}
	fmt.Println(v.(Flyer).Fly())
	v = Fish{}
	fmt.Println(v.(Flyer).Fly())
}
