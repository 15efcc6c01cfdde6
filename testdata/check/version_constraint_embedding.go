// flags: -lang=go1.17

package main

type I interface {
	int
	comparable
	M()
}

type S struct{}

type J interface{ S }

func main() {}
