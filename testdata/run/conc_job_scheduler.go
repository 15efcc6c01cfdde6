package main

import (
	"container/heap"
	"context"
	"fmt"
	"sync"
	"time"
)

type Job struct {
	ID       string
	Priority int
	Run      func(ctx context.Context) error
	Timeout  time.Duration
	index    int
}

type PQ []*Job

func (p PQ) Len() int            { return len(p) }
func (p PQ) Less(i, j int) bool  { return p[i].Priority > p[j].Priority }
func (p PQ) Swap(i, j int)       { p[i], p[j] = p[j], p[i]; p[i].index = i; p[j].index = j }
func (p *PQ) Push(x any)         { j := x.(*Job); j.index = len(*p); *p = append(*p, j) }
func (p *PQ) Pop() any {
	old := *p
	n := len(old)
	j := old[n-1]
	old[n-1] = nil
	*p = old[:n-1]
	return j
}

type Scheduler struct {
	mu   sync.Mutex
	pq   PQ
	cond *sync.Cond
	stop bool
	log  []string
}

func New() *Scheduler { s := &Scheduler{}; s.cond = sync.NewCond(&s.mu); return s }

func (s *Scheduler) Submit(j *Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	heap.Push(&s.pq, j)
	s.cond.Signal()
}

func (s *Scheduler) worker(wg *sync.WaitGroup) {
	defer wg.Done()
	for {
		s.mu.Lock()
		for len(s.pq) == 0 && !s.stop {
			s.cond.Wait()
		}
		if len(s.pq) == 0 {
			s.mu.Unlock()
			return
		}
		j := heap.Pop(&s.pq).(*Job)
		s.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), j.Timeout)
		errc := make(chan error, 1)
		go func() {
			defer func() {
				if r := recover(); r != nil {
					errc <- fmt.Errorf("panic: %v", r)
				}
			}()
			errc <- j.Run(ctx)
		}()
		var err error
		select {
		case err = <-errc:
		case <-ctx.Done():
			err = ctx.Err()
		}
		cancel()
		s.mu.Lock()
		s.log = append(s.log, fmt.Sprintf("%s(%d): %v", j.ID, j.Priority, err))
		s.mu.Unlock()
	}
}

func main() {
	s := New()
	ok := func(ctx context.Context) error { return nil }
	slow := func(ctx context.Context) error {
		select {
		case <-time.After(10 * time.Second):
			return nil
		case <-ctx.Done():
			time.Sleep(time.Hour)
			return nil
		}
	}
	s.Submit(&Job{ID: "a", Priority: 1, Run: ok, Timeout: time.Second})
	s.Submit(&Job{ID: "b", Priority: 5, Run: slow, Timeout: 10 * time.Millisecond})
	s.Submit(&Job{ID: "c", Priority: 3, Run: func(context.Context) error { panic("oops") }, Timeout: time.Second})
	s.Submit(&Job{ID: "d", Priority: 4, Run: func(context.Context) error { return fmt.Errorf("failed") }, Timeout: time.Second})
	s.Submit(&Job{ID: "e", Priority: 9, Run: ok, Timeout: time.Second})
	s.pq[len(s.pq)-1].Priority = 10
	heap.Fix(&s.pq, len(s.pq)-1)
	heap.Remove(&s.pq, 0)
	s.stop = true
	var wg sync.WaitGroup
	wg.Add(1)
	go s.worker(&wg)
	wg.Wait()
	for _, l := range s.log {
		fmt.Println(l)
	}
}
