// A bounded queue built on a mutex and two condition variables.
package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	notFull  *sync.Cond
	items    []int
	max      int
	closed   bool
}

func NewQueue(n int) *Queue {
	q := &Queue{max: n}
	q.notEmpty = sync.NewCond(&q.mu)
	q.notFull = sync.NewCond(&q.mu)
	return q
}

func (q *Queue) Put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.max {
		q.notFull.Wait()
	}
	q.items = append(q.items, v)
	q.notEmpty.Signal()
}

func (q *Queue) Get() (int, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.notEmpty.Wait()
	}
	if len(q.items) == 0 {
		return 0, false
	}
	v := q.items[0]
	q.items = q.items[1:]
	q.notFull.Signal()
	return v, true
}

func (q *Queue) Close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.notEmpty.Broadcast()
}

func main() {
	q := NewQueue(4)
	sums := make(chan int)
	for range 3 {
		go func() {
			s := 0
			for v, ok := q.Get(); ok; v, ok = q.Get() {
				s += v
			}
			sums <- s
		}()
	}
	var prod sync.WaitGroup
	for p := range 2 {
		prod.Go(func() {
			for i := 1; i <= 100; i++ {
				q.Put(i + p*1000)
			}
		})
	}
	prod.Wait()
	q.Close()
	fmt.Println(<-sums + <-sums + <-sums)
}
