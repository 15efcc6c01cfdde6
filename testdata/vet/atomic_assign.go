package main

import (
	"sync/atomic"
)

type counter struct {
	n  uint64
	ps []*int32
}

func main() {
	var x int64
	var c counter
	p := &x
	x = atomic.AddInt64(&x, 1)
	*p = atomic.AddInt64(p, 1)
	c.n = atomic.AddUint64(&c.n, 1)
	c.ps = append(c.ps, new(int32))
	*c.ps[0] = atomic.AddInt32(c.ps[0], 1)
	y := atomic.AddInt64(&x, 1)
	x, y = atomic.AddInt64(&x, 1), y
	y = atomic.AddInt64(&x, 1)
	atomic.AddInt64(&x, 1)
	x = atomic.LoadInt64(&x)
	_ = y
}
