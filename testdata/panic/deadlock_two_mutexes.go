// Two goroutines take two locks in opposite order.
package main

import "sync"

func main() {
	var a, b sync.Mutex
	both := make(chan bool)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		a.Lock()
		both <- true
		b.Lock()
	}()
	b.Lock()
	<-both
	a.Lock()
	wg.Wait()
}
