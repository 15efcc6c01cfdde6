package main

type T struct {
	a int
	a string
}

type I interface {
	M()
	M()
}

func (T) F()  {}
func (*T) F() {}

func (t T) a() {}

func main() {}
