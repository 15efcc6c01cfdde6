package main

type A struct{ b B }
type B struct{ a A }

type L struct {
	next L
}

type M []M

type X X

func main() {}
