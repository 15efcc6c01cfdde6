package main

import (
	"bytes"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type A = sync.Mutex
type B struct{ A }
type C struct {
	*sync.Mutex
	b *B
	f func(B)
	m map[string]B
	s []B
	c chan B
	i sync.Locker
}
type D struct {
	_ sync.Mutex
	x struct{ y [3][4]struct{ z sync.WaitGroup } }
}
type E struct{ noCopy noCopy }
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

type F sync.RWMutex
type G struct{ atomic.Bool }
type H struct{ sync.Cond }

func (b B) method() {}
func (d *D) ok()    {}

type I interface{ M(sync.Mutex) }

func results() (sync.Mutex, error) { return sync.Mutex{}, nil }

func main() {
	var a A
	var b B
	var c C
	var d D
	var e E
	var f F
	var g G
	var h H
	a2, b2, c2, d2, e2, f2, g2 := a, b, c, d, e, f, g
	h2 := h
	d3 := d.x
	d4 := d.x.y[0]
	var sb strings.Builder
	var bb bytes.Buffer
	sb2, bb2 := sb, bb
	var t time.Timer
	t2 := t
	var cl http.Client
	cl2 := cl
	var srv http.Server
	srv2 := srv
	m, err := results()
	b.method()
	func(d D) { d.ok() }(d)
	var x, y = a, 1
	_ = b
	_, _ = b, c
	_ = func() D { return d }
	if z := b; true {
		_ = &z
	}
	switch z := d; {
	case true:
		_ = &z
	}
	go func(b B) {}(b)
	defer func(b *B) {}(&b)
	_ = [...]B{b, {}}
	_ = map[string]*B{"a": &b}
	p := &b
	_ = *p
	(*p) = b
	_, _, _, _, _, _, _ = &a2, &b2, c2, &d2, &e2, &f2, &g2
	_, _, _, _, _, _, _, _, _ = &h2, &d3, &d4, &sb2, &bb2, &t2, &sb2, cl2, &srv2
	_, _, _, _ = &m, err, &x, y
}
