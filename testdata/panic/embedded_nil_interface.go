package main

import "fmt"

type Logger interface{ Log(string) }
type Service struct {
	Logger
	name string
}

func main() {
	s := Service{name: "api"}
	fmt.Println(s.name)
	s.Log("start")
}
