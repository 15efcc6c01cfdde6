package main

import (
	"fmt"
	"sync"
)

type Fork struct{ sync.Mutex }

type Philosopher struct {
	id          int
	left, right *Fork
}

func (p *Philosopher) dine(barrier *sync.WaitGroup, wg *sync.WaitGroup) {
	defer wg.Done()
	p.left.Lock()
	barrier.Done()
	barrier.Wait()
	p.right.Lock()
	fmt.Println("eating", p.id)
	p.right.Unlock()
	p.left.Unlock()
}

func main() {
	const n = 4
	forks := make([]*Fork, n)
	for i := range forks {
		forks[i] = new(Fork)
	}
	var barrier, wg sync.WaitGroup
	barrier.Add(n)
	wg.Add(n)
	for i := 0; i < n; i++ {
		p := &Philosopher{i, forks[i], forks[(i+1)%n]}
		go p.dine(&barrier, &wg)
	}
	wg.Wait()
}
