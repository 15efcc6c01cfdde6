// A raw string that is never closed, between imports and declarations.
package main

import "fmt"

`

func main() {
	fmt.Println("lost")
}
