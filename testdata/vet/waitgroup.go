package main

import "sync"

type W struct{ sync.WaitGroup }

func f() {
	var wg sync.WaitGroup
	go func() {
		wg.Add(1)
		defer wg.Done()
	}()
	go func() {
		defer wg.Done()
		wg.Add(1)
	}()
	wg.Add(1)
	go wg.Done()
	defer func() {
		wg.Add(1)
	}()
	func() {
		wg.Add(1)
	}()
	p := &wg
	go func() {
		p.Add(2)
	}()
	var w W
	go func() {
		w.Add(1)
	}()
	go func() {
		if true {
			wg.Add(1)
		}
	}()
	wg.Wait()
}

func main() { f() }
