// Directives where no declaration can take them.
package main

import "fmt"

//go:nosplit
const c = 1

//go:noinline
func main() {
	//go:noinline
	fmt.Println(c)
	//go:noinline
	var x = 'ab'
	fmt.Println(x)
}
