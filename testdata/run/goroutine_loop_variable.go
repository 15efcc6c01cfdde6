// Each iteration has its own loop variable; a shared outer variable is still shared.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var fs []func() int
	for i := 0; i < 4; i++ {
		fs = append(fs, func() int { i *= 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()

	shared := 0
	var gs []func() int
	for shared = 0; shared < 4; shared++ {
		gs = append(gs, func() int { return shared })
	}
	for _, g := range gs {
		fmt.Print(g(), " ")
	}
	fmt.Println()

	// A closure may change the variable of its iteration; the post statement works on a copy.
	for i := 0; i < 6; i++ {
		skip := func() { i++ }
		if i%2 == 0 {
			skip()
		}
		fmt.Print("i=", i, " ")
	}
	fmt.Println()

	results := make([]int, 5)
	var wg sync.WaitGroup
	for i, v := range []int{5, 6, 7, 8, 9} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = v * v
		}()
	}
	wg.Wait()
	fmt.Println(results)
}
