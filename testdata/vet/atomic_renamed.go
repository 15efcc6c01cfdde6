package main

import (
	a "sync/atomic"
)

type fake struct{}

func (fake) AddInt32(p *int32, d int32) int32 { return *p + d }

func main() {
	var x int32
	x = a.AddInt32(&x, 1)
	var atomic fake
	x = atomic.AddInt32(&x, 1)
}
