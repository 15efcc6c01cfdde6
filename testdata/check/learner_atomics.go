package main

import (
	"fmt"
	"sync/atomic"
	"sync"
)

type Counter struct {
	mu sync.Mutex
	n  int
}

func (c Counter) Inc() { c.n++ }

func main() {
	var n int
	atomic.AddInt64(&n, 1)
	atomic.AddInt32(n, 1)
	var x atomic.Int64
	x++
	x = 5
	x.Add("1")
	fmt.Println(x.Load)
	var c Counter
	c.lock()
	c.mu.lock()
	c.mu.Lock(1)
	var o sync.Once
	o.Do(fmt.Println)
	o.Do(func() int { return 1 })
	var m sync.Map
	m["a"] = 1
	m.Store("a")
	v := m.Load("a")
}
