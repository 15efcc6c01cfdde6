// Traces of panics that defer statements raise without a function around them.
package main

import "fmt"

type word string

func (w word) end() { fmt.Println(w) }

func main() {
	var none chan int
	defer panic(word("last"))
	defer fmt.Println("between")
	defer func() {}()
	defer word("method").end()
	defer close(none)
	defer func(n int) { fmt.Println(n) }(3)
	defer panic(2)
	panic("first")
}
