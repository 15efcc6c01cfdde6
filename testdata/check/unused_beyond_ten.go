// Which ten of many unused variables are reported: those of a scope before those of the scopes in it.
package main

import "fmt"

func main() {
	a := 1
	c, d := 3, 4
	for i, v := range []int{} {
		deep := 1
		if w := i; true {
		}
	}
	var e int
	var f, g = 1, 2
	h := func() {
		k := 1
		if l := 2; true {
			m := 3
		}
	}
	switch n := 2; {
	case true:
		o := 5
	}
	fmt.Println(c)
	p, q := <-make(chan int)
	_, r := 1, 2
	s := func(t int) { u := 3 }
}
