package main

import (
	"fmt"
	"sync"
)

func main() {
	var rw sync.RWMutex
	rw.RLock()
	done := make(chan bool)
	locked := make(chan bool)
	go func() {
		close(locked)
		rw.Lock()
		fmt.Println("writer")
		rw.Unlock()
		done <- true
	}()
	<-locked
	<-done
	rw.RUnlock()
}
