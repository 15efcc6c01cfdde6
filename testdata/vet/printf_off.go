// analyses: -printf=false
package main

import "fmt"

func main() {
	x := 1
	x = x
	fmt.Printf("%s", 1)
	return
	fmt.Println(x)
}
