package main

import (
	"fmt"
	"sync"
)

type account struct {
	mu      sync.Mutex
	balance int
}

func transfer(from, to *account, ready *sync.WaitGroup) {
	from.mu.Lock()
	defer from.mu.Unlock()
	ready.Done()
	ready.Wait()
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance--
	to.balance++
}

func main() {
	a, b := &account{balance: 10}, &account{balance: 20}
	var ready, done sync.WaitGroup
	ready.Add(2)
	done.Add(2)
	go func() { defer done.Done(); transfer(a, b, &ready) }()
	go func() { defer done.Done(); transfer(b, a, &ready) }()
	fmt.Println("waiting")
	done.Wait()
	fmt.Println("never")
}
