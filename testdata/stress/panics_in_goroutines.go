// Thousands of panics in flight at once, recovered at every depth; the last one is not.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

var errOwn = errors.New("own")

func fail(kind, depth int) {
	if depth > 0 {
		defer func() { _ = depth }()
		fail(kind, depth-1)
		return
	}
	switch kind {
	case 0:
		panic(errOwn)
	case 1:
		var m map[string]int
		m["x"] = 1
	case 2:
		var p *[4]int
		p[2] = 1
	case 3:
		s := make([]int, kind)
		s[kind+depth] = 1
	case 4:
		c := make(chan int)
		close(c)
		close(c)
	case 5:
		var x any = "text"
		_ = x.(int)
	case 6:
		panic(fmt.Sprint("text ", kind))
	}
}

func attempt(kind, depth int) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
			var re runtime.Error
			if err, ok := r.(error); ok && errors.As(err, &re) {
				text = "R " + text
			}
		}
	}()
	defer func() {
		if kind == 6 {
			if r := recover(); r != nil {
				panic(fmt.Sprint("again: ", r))
			}
		}
	}()
	fail(kind, depth)
	return "no panic"
}

func main() {
	var mu sync.Mutex
	texts := map[string]int{}
	var wg sync.WaitGroup
	for id := range 24 {
		wg.Go(func() {
			for i := range 42 {
				t := attempt(i%7, (id+i)%30)
				mu.Lock()
				texts[t]++
				mu.Unlock()
				if i%5 == 0 {
					runtime.Gosched()
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(texts)

	var alive atomic.Int64
	for range 100 { // they are busy when the end comes
		go func() {
			alive.Add(1)
			for {
				runtime.Gosched()
			}
		}()
	}
	for alive.Load() < 100 {
		runtime.Gosched()
	}
	done := make(chan int)
	go func() {
		defer fmt.Println("deferred")
		fail(0, 3)
		close(done)
	}()
	<-done
}
