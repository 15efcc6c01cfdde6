// What cannot begin a token, after the imports: the compiler tells it, and goes on.
package main

import (
	"fmt"
	"os"
)

@deprecated
func main() {
	fmt.Println("x")
}
