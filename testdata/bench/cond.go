// A bounded queue with two conditions, two producers and two consumers.
//
// group: goroutines
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

type queue struct {
	mu              sync.Mutex
	items           []int
	notFull, filled *sync.Cond
}

func (q *queue) put(x int) {
	q.mu.Lock()
	for len(q.items) == 16 {
		q.notFull.Wait()
	}
	q.items = append(q.items, x)
	q.filled.Signal()
	q.mu.Unlock()
}

func (q *queue) get() int {
	q.mu.Lock()
	for len(q.items) == 0 {
		q.filled.Wait()
	}
	x := q.items[0]
	q.items = append(q.items[:0], q.items[1:]...)
	q.notFull.Signal()
	q.mu.Unlock()
	return x
}

func bench(n int) int {
	q := &queue{}
	q.notFull, q.filled = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
	sums := make(chan int)
	for p := range 2 {
		go func() {
			for i := range n / 2 {
				q.put(i*2 + p)
			}
		}()
		go func() {
			sum := 0
			for range n / 2 {
				sum += q.get()
			}
			sums <- sum
		}()
	}
	return <-sums + <-sums
}

func main() {
	n := 2000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("cond", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
