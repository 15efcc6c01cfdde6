// recover works only in the deferred function itself, not in a function that it calls.
package main

import "fmt"

func helper() any { return recover() }

func main() {
	defer func() {
		fmt.Println("helper:", helper())
	}()
	panic("not caught")
}
