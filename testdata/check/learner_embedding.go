package main

import "fmt"

type Logger struct{}

func (l *Logger) Log(s string) {}

type Service struct {
	Logger
	*Cache
}

type Cache struct{ Name string }
type Other struct{ Name string }

type Both struct {
	Cache
	Other
}

func (int) Foo() {}
func (s []string) Bar() {}
func (f fmt.Stringer) Baz() {}
func (u Unknown) Q() {}
func (p **Cache) R() {}

func main() {
	b := Both{}
	fmt.Println(b.Name)
	s := Service{Log: nil}
	s.Log(1)
	Service{}.Log("x")
	b.Cache.Missing()
}
