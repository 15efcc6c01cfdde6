// No keyword may be used as an identifier.
package main

var chan = 1

func func() {}

type struct int

const range = 2

func main() {
	select := 1
	var map int
	go := 2
	x.type = 3
}
