package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type Semaphore chan struct{}

func (s Semaphore) Acquire() { s <- struct{}{} }
func (s Semaphore) Release() { <-s }
func (s Semaphore) TryAcquire(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case s <- struct{}{}:
		return true
	case <-t.C:
		return false
	}
}

type Barrier struct {
	mu         sync.Mutex
	cond       *sync.Cond
	n, count   int
	generation int
}

func NewBarrier(n int) *Barrier {
	b := &Barrier{n: n}
	b.cond = sync.NewCond(&b.mu)
	return b
}

func (b *Barrier) Wait() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	gen := b.generation
	b.count++
	if b.count == b.n {
		b.generation++
		b.count = 0
		b.cond.Broadcast()
		return gen
	}
	for gen == b.generation {
		b.cond.Wait()
	}
	return gen
}

type Latch struct {
	n    atomic.Int32
	done chan struct{}
}

func NewLatch(n int32) *Latch { l := &Latch{done: make(chan struct{})}; l.n.Store(n); return l }
func (l *Latch) CountDown() {
	if l.n.Add(-1) == 0 {
		close(l.done)
	}
}

type RWPref struct {
	r      sync.Mutex
	w      sync.Mutex
	nreads int
}

func (p *RWPref) RLock() {
	p.r.Lock()
	if p.nreads++; p.nreads == 1 {
		p.w.Lock()
	}
	p.r.Unlock()
}
func (p *RWPref) RUnlock() {
	p.r.Lock()
	if p.nreads--; p.nreads == 0 {
		p.w.Unlock()
	}
	p.r.Unlock()
}

func main() {
	s := make(Semaphore, 2)
	s.Acquire()
	s.Acquire()
	fmt.Println(s.TryAcquire(time.Millisecond), len(s), cap(s))
	s.Release()
	fmt.Println(s.TryAcquire(time.Minute))
	b := NewBarrier(4)
	var wg sync.WaitGroup
	sums := [3]atomic.Int64{}
	for g := range 4 {
		wg.Go(func() {
			for phase := range 3 {
				sums[phase].Add(int64((g + 1) * (phase + 1)))
				b.Wait()
				if want := int64(10 * (phase + 1)); sums[phase].Load() != want {
					panic(fmt.Sprint("phase ", phase, " sum ", sums[phase].Load(), " want ", want))
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(sums[0].Load(), sums[1].Load(), sums[2].Load())
	l := NewLatch(3)
	for range 3 {
		go l.CountDown()
	}
	<-l.done
	var p RWPref
	x := 0
	for i := range 6 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%3 == 0 {
				p.w.Lock()
				x++
				p.w.Unlock()
			} else {
				p.RLock()
				_ = x
				p.RUnlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println("x", x)
}
