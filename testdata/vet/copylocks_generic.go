package main

import "sync"

type box[T any] struct{ v T }

type locker interface{ ~struct{ mu sync.Mutex } }

type S struct{ mu sync.Mutex }

type own struct{}

func (*own) Lock()   {}
func (*own) Unlock() {}

type both struct{}

func (both) Lock()   {}
func (both) Unlock() {}

type half struct{}

func (*half) Lock() {}

func f[T any](t T)      { u := t; _ = u }
func g[T locker](t T)   { u := t; _ = u }
func h[T any](b box[T]) {}

func main() {
	var b box[sync.Mutex]
	var c box[int]
	b2 := b
	c2 := c
	var o own
	o2 := o
	var x both
	x2 := x
	var y half
	y2 := y
	f(b)
	g(S{})
	h(b)
	_, _, _, _, _ = &b2, c2, &o2, x2, y2
}
