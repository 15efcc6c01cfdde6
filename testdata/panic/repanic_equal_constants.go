// Equal constants of one type are one value in interfaces: a panic with the constant of the panic before is that one raised
// again, and is told once.
package main

import "fmt"

type code int

func again(name string, first, second func()) {
	defer func() { fmt.Println(name, "gave", recover()) }()
	defer second()
	first()
}

func deep(n int) {
	defer func() { panic(code(7)) }()
	if n == 0 {
		panic(code(7))
	}
	deep(n - 1)
}

func texts() {
	defer func() { panic(12.5) }()
	defer func() {
		recover()
		panic("closed")
	}()
	panic("closed")
}

func main() {
	again("strings", func() { panic("a") }, func() { panic("a") })
	again("kinds", func() { panic(1) }, func() { panic(int64(1)) })
	defer deep(3)
	texts()
}
