// Mutex, RWMutex, Cond, WaitGroup, Once and semaphores made of them, each under contention.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func each(n int, f func(id int)) {
	var wg sync.WaitGroup
	for id := range n {
		wg.Go(func() { f(id) })
	}
	wg.Wait()
}

func mutexes() int {
	var mu sync.Mutex
	n := 0
	each(16, func(id int) {
		for i := range 200 {
			if id == 3 {
				for !mu.TryLock() {
					runtime.Gosched()
				}
			} else {
				mu.Lock()
			}
			v := n
			if i%50 == 0 {
				runtime.Gosched() // while holding it
			}
			n = v + 1
			mu.Unlock()
		}
	})
	return n
}

// rwMutexes: writers keep two variables equal, which readers check.
func rwMutexes() (a, b int, bad int64) {
	var mu sync.RWMutex
	var wrong atomic.Int64
	each(16, func(id int) {
		for i := range 100 {
			if id%4 == 0 {
				mu.Lock()
				a++
				if i%10 == 0 {
					runtime.Gosched()
				}
				b++
				mu.Unlock()
			} else {
				mu.RLock()
				x := a
				if i%30 == 0 {
					runtime.Gosched()
				}
				if x != b {
					wrong.Add(1)
				}
				mu.RUnlock()
			}
		}
	})
	return a, b, wrong.Load()
}

// queue is a bounded queue with two conditions.
type queue struct {
	mu              sync.Mutex
	notFull, filled *sync.Cond
	items           []int
}

func conds() (sum int) {
	q := &queue{}
	q.notFull, q.filled = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
	var total atomic.Int64
	each(16, func(id int) {
		for i := range 100 {
			q.mu.Lock()
			if id%2 == 0 {
				for len(q.items) == 3 {
					q.notFull.Wait()
				}
				q.items = append(q.items, id*100+i)
				if id%4 == 0 {
					q.filled.Signal()
				} else {
					q.filled.Broadcast()
				}
			} else {
				for len(q.items) == 0 {
					q.filled.Wait()
				}
				total.Add(int64(q.items[0]))
				q.items = q.items[1:]
				q.notFull.Signal()
			}
			q.mu.Unlock()
		}
	})
	return int(total.Load())
}

// rounds reuses one WaitGroup as a barrier.
func rounds() (n int64) {
	var wg sync.WaitGroup
	var count atomic.Int64
	for range 100 {
		wg.Add(8)
		for range 8 {
			go func() {
				defer wg.Done()
				count.Add(1)
			}()
		}
		waiters := make(chan int64, 3)
		for range 3 {
			go func() {
				wg.Wait()
				waiters <- count.Load() % 8
			}()
		}
		wg.Wait()
		for range 3 {
			n += <-waiters
		}
	}
	return count.Load() + n
}

func onces() (runs int32) {
	var n atomic.Int32
	for range 100 {
		var once sync.Once
		ready := false
		each(6, func(int) {
			once.Do(func() {
				runtime.Gosched()
				ready = true
				n.Add(1)
			})
			if !ready {
				n.Add(1000)
			}
		})
	}
	return n.Load()
}

// ordered takes two of several locks always in the same order.
func ordered() (balance int) {
	type account struct {
		sync.Mutex
		money int
	}
	var accounts [5]account
	for i := range accounts {
		accounts[i].money = 1000
	}
	each(12, func(id int) {
		for i := range 100 {
			from, to := (id+i)%5, (id*3+i*2+1)%5
			if from == to {
				continue
			}
			first, second := &accounts[min(from, to)], &accounts[max(from, to)]
			first.Lock()
			second.Lock()
			accounts[from].money -= i
			accounts[to].money += i
			second.Unlock()
			first.Unlock()
		}
	})
	for i := range accounts {
		balance += accounts[i].money
	}
	return
}

func pools() (sum int64) {
	var fresh atomic.Int64
	p := sync.Pool{New: func() any { fresh.Add(1); return new([64]int64) }}
	var total atomic.Int64
	each(8, func(id int) {
		for i := range 200 {
			b := p.Get().(*[64]int64)
			b[i%64] = int64(i)
			total.Add(b[i%64])
			p.Put(b)
			if id == 0 && i%50 == 0 {
				runtime.GC()
			}
		}
	})
	if fresh.Load() == 0 {
		return -1
	}
	return total.Load()
}

func main() {
	fmt.Println(mutexes())
	fmt.Println(rwMutexes())
	fmt.Println(conds())
	fmt.Println(rounds())
	fmt.Println(onces())
	fmt.Println(ordered())
	fmt.Println(pools())
}
