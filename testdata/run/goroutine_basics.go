// Starting goroutines: named functions, closures, methods, and waiting for all of them.
package main

import (
	"fmt"
	"sync"
)

type Greeter struct{ name string }

func (g Greeter) Hello(wg *sync.WaitGroup, out []string, i int) {
	defer wg.Done()
	out[i] = "hello from " + g.name
}

func square(n int, wg *sync.WaitGroup, out []int) {
	defer wg.Done()
	out[n] = n * n
}

func main() {
	var wg sync.WaitGroup
	squares := make([]int, 8)
	for i := range squares {
		wg.Add(1)
		go square(i, &wg, squares)
	}
	names := []string{"ada", "bob", "cyd"}
	greetings := make([]string, len(names))
	for i, n := range names {
		wg.Add(1)
		go Greeter{n}.Hello(&wg, greetings, i)
	}
	done := false
	wg.Add(1)
	go func() {
		defer wg.Done()
		done = true
	}()
	wg.Wait()
	fmt.Println(squares, done)
	for _, g := range greetings {
		fmt.Println(g)
	}
}
