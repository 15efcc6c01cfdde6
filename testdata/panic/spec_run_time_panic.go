// The specification's "Handling panics": deferred functions run, then the goroutine's panic ends the program.
package main

import (
	"errors"
	"fmt"
)

type Shape interface{ Area() float64 }

func process(list []Shape, i int) float64 {
	defer fmt.Println("deferred in process")
	return list[i].Area()
}

func main() {
	defer func() {
		defer fmt.Println("deferred by a deferred function")
		fmt.Println("deferred in main")
	}()
	defer func() {
		if e := recover(); e != nil {
			panic(fmt.Errorf("wrapped: %w", errors.Join(e.(error))))
		}
	}()
	process(make([]Shape, 2), 2)
}
