// runtime.Goexit at every depth, from deferred calls, during panics, and at last from main.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

var deferred, reached atomic.Int64

func leave(depth int) {
	defer deferred.Add(1)
	if depth == 0 {
		runtime.Goexit()
	}
	leave(depth - 1)
	reached.Add(1)
}

func main() {
	var wg sync.WaitGroup
	for i := range 400 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			switch i % 4 {
			case 0:
				leave(i % 40)
			case 1:
				defer func() {
					if recover() != nil {
						reached.Add(1000)
					}
				}()
				leave(3)
			case 2:
				defer leave(2)
				defer func() { recover() }()
				panic("swallowed")
			case 3:
				defer func() {
					if recover() == nil {
						reached.Add(1000)
					}
				}()
				func() {
					defer func() { panic("instead of Goexit") }()
					runtime.Goexit()
				}()
			}
			reached.Add(1)
		}()
	}
	wg.Wait()
	fmt.Println(deferred.Load(), reached.Load())
	left := make(chan bool)
	for i := range 100 {
		go func() {
			<-left
			for range i {
				runtime.Gosched()
			}
		}()
	}
	defer close(left)
	defer fmt.Println("main leaves")
	runtime.Goexit()
}
