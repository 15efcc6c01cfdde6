// A recovered panic raised again prints as such.
package main

import "fmt"

func step() {
	defer func() {
		r := recover()
		fmt.Println("cleaning up after", r)
		panic(r)
	}()
	panic("step failed")
}

func main() {
	step()
}
