// A spin lock and a lock-free stack with compare-and-swap.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type SpinLock struct{ state atomic.Int32 }

func (s *SpinLock) Lock() {
	for !s.state.CompareAndSwap(0, 1) {
		runtime.Gosched()
	}
}

func (s *SpinLock) Unlock() { s.state.Store(0) }

type node[T any] struct {
	v    T
	next *node[T]
}

type Stack[T any] struct {
	head atomic.Pointer[node[T]]
	size atomic.Int64
}

func (s *Stack[T]) Push(v T) {
	n := &node[T]{v: v}
	for {
		n.next = s.head.Load()
		if s.head.CompareAndSwap(n.next, n) {
			s.size.Add(1)
			return
		}
	}
}

func (s *Stack[T]) Pop() (v T, ok bool) {
	for {
		h := s.head.Load()
		if h == nil {
			return v, false
		}
		if s.head.CompareAndSwap(h, h.next) {
			s.size.Add(-1)
			return h.v, true
		}
	}
}

func main() {
	var l sync.Locker = new(SpinLock)
	n := 0
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for range 300 {
				l.Lock()
				n++
				l.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(n)
	var s Stack[int]
	for g := range 5 {
		wg.Go(func() {
			for i := range 100 {
				s.Push(g*100 + i)
			}
		})
	}
	wg.Wait()
	sum := 0
	for v, ok := s.Pop(); ok; v, ok = s.Pop() {
		sum += v
	}
	fmt.Println(sum, s.size.Load())
}
