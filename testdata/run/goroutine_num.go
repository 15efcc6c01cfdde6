// runtime.NumGoroutine counts what is alive.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func main() {
	fmt.Println("at start:", runtime.NumGoroutine())
	stop := make(chan struct{})
	var started, wg sync.WaitGroup
	for range 10 {
		started.Add(1)
		wg.Add(1)
		go func() {
			defer wg.Done()
			started.Done()
			<-stop
		}()
	}
	started.Wait()
	fmt.Println("running:", runtime.NumGoroutine())
	close(stop)
	wg.Wait()
	for i := 0; i < 1000 && runtime.NumGoroutine() > 1; i++ {
		runtime.Gosched()
	}
	fmt.Println("at end:", runtime.NumGoroutine())
	fmt.Println(runtime.NumCPU() >= 1, runtime.GOMAXPROCS(0) >= 1)
}
