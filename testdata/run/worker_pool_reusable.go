// A reusable pool with Submit, bounded queue, panics caught, and graceful Stop.
package main

import (
	"errors"
	"fmt"
	"sync"
)

type Pool struct {
	tasks  chan func()
	wg     sync.WaitGroup
	mu     sync.Mutex
	panics []string
	closed bool
}

var ErrClosed = errors.New("pool: closed")

func NewPool(workers, queue int) *Pool {
	p := &Pool{tasks: make(chan func(), queue)}
	for range workers {
		p.wg.Add(1)
		go p.run()
	}
	return p
}

func (p *Pool) run() {
	defer p.wg.Done()
	for t := range p.tasks {
		p.protect(t)
	}
}

func (p *Pool) protect(t func()) {
	defer func() {
		if r := recover(); r != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.panics = append(p.panics, fmt.Sprint(r))
		}
	}()
	t()
}

func (p *Pool) Submit(t func()) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return ErrClosed
	}
	p.tasks <- t
	return nil
}

func (p *Pool) Stop() {
	p.mu.Lock()
	if !p.closed {
		p.closed = true
		close(p.tasks)
	}
	p.mu.Unlock()
	p.wg.Wait()
}

func main() {
	p := NewPool(3, 100)
	var sum sync.Map
	for i := range 20 {
		p.Submit(func() {
			if i == 13 {
				panic("unlucky 13")
			}
			sum.Store(i, i*i)
		})
	}
	p.Stop()
	p.Stop()
	total := 0
	sum.Range(func(_, v any) bool { total += v.(int); return true })
	fmt.Println(total, p.panics)
	fmt.Println(p.Submit(func() {}))
}
