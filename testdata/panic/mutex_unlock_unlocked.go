package main

import "sync"

func main() {
	var mu sync.Mutex
	defer func() { println("recover cannot stop this:", recover()) }()
	mu.Unlock()
}
