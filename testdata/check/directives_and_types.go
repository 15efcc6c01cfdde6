// Where a directive stands is looked at once the types are right; what it says, and directives before statements, at once.
package main

import "fmt"

//go:noinline
type number int

//go:noinline
var count = 1

//go:linkname
func f() {
	x := "unused"
	//go:noinline
	var local number = "text"
	fmt.Println(count)
	//go:noinline
	fmt.Println(local)
}

func main() { f() }
