package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
}

func NewQueue() *Queue {
	q := &Queue{}
	q.cond = sync.NewCond(&q.mu)
	return q
}

func (q *Queue) Get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.cond.Wait()
	}
	v := q.items[0]
	q.items = q.items[1:]
	return v
}

func (q *Queue) Put(v int) {
	q.mu.Lock()
	q.items = append(q.items, v)
	q.mu.Unlock()
	// forgot q.cond.Signal()
}

func main() {
	q := NewQueue()
	var wg sync.WaitGroup
	wg.Add(1)
	started := make(chan bool)
	go func() {
		defer wg.Done()
		close(started)
		fmt.Println(q.Get())
	}()
	<-started
	wg.Wait()
	q.Put(1)
}
