// An iterator that goes on after the loop was left.
package main

import "fmt"

func bad(yield func(int) bool) {
	yield(1)
	yield(2)
}

func main() {
	for v := range bad {
		fmt.Println(v)
		break
	}
}
