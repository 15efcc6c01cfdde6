package main

import (
	"sync"
	"sync/atomic"
)

type inner struct{ mu sync.Mutex }
type outer struct {
	n int
	inner
}
type withArray struct{ a [2]sync.RWMutex }
type withPointer struct{ mu *sync.Mutex }

func fresh() sync.Mutex { return sync.Mutex{} }

var global, other sync.Mutex
var copied = global

func main() {
	var a, b outer
	var p = &a
	b = a
	c := *p
	d := b.inner
	e := b.mu
	var f withArray
	g := f
	h := f.a
	i := f.a[0]
	j := withPointer{&a.mu}
	k := j
	l := fresh()
	m := outer{}
	n := *new(sync.Mutex)
	var once, once2 sync.Once
	once = once2
	var wg sync.WaitGroup
	wg2 := wg
	var cond sync.Cond
	cond2 := cond
	var mp sync.Map
	mp2 := mp
	var pool sync.Pool
	pool2 := pool
	var i64 atomic.Int64
	i642 := i64
	var val atomic.Value
	val2 := val
	var ptr atomic.Pointer[int]
	ptr2 := ptr
	_, _, _, _, _, _, _, _, _, _, _ = c, d, e, g, h, i, k, l, m, n, other
	_, _, _, _, _, _, _ = once, wg2, cond2, mp2, pool2, i642, val2
	_ = ptr2
	_ = &copied
}
