package main

import (
	"fmt"
	"sync"
)

type RB struct {
	mu   sync.Mutex
	nf   *sync.Cond
	buf  []int
	size int
}

func (r *RB) Put(v int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) == r.size {
		r.nf.Wait()
	}
	r.buf = append(r.buf, v)
}

func main() {
	r := &RB{size: 2}
	r.nf = sync.NewCond(&r.mu)
	for i := range 5 {
		r.Put(i)
		fmt.Println("put", i)
	}
}
