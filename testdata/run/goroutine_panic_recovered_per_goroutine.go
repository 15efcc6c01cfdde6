// A safe-go helper turns each goroutine's panic into an error of its own.
package main

import (
	"fmt"
	"sync"
)

func safely(id int, f func(int) int) (res int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("job %d: recovered: %v", id, r)
		}
	}()
	return f(id), nil
}

func main() {
	jobs := []func(int) int{
		func(i int) int { return i + 1 },
		func(i int) int { var m map[string]int; m["x"] = i; return 0 },
		func(i int) int { return []int{1, 2}[i+3] },
		func(i int) int { panic(fmt.Sprintf("custom %d", i)) },
		func(i int) int { z := 0; return i / z },
		func(i int) int { var p *struct{ v int }; return p.v },
		func(i int) int { var a any = "text"; return a.(int) },
	}
	type outcome struct {
		res int
		err error
	}
	outs := make([]outcome, len(jobs))
	var wg sync.WaitGroup
	for i, j := range jobs {
		wg.Go(func() {
			r, err := safely(i, j)
			outs[i] = outcome{r, err}
		})
	}
	wg.Wait()
	for i, o := range outs {
		fmt.Println(i, o.res, o.err)
	}
}
