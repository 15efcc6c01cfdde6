// Goroutines that come and go by the thousand, each with data of its own, while collections run without pause.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
)

type node struct {
	left, right *node
	label       string
	value       int
}

func grow(depth, value int) *node {
	if depth == 0 {
		return &node{label: strings.Repeat("x", value%17), value: value}
	}
	return &node{grow(depth-1, value), grow(depth-1, value+1), "", value}
}

func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return n.value + len(n.label) + n.left.sum() + n.right.sum()
}

func main() {
	debug.SetGCPercent(20)
	var stop atomic.Bool
	var collector sync.WaitGroup
	collections := 0
	collector.Go(func() {
		for collections == 0 || !stop.Load() {
			runtime.GC()
			collections++
			runtime.Gosched()
		}
	})
	var total atomic.Int64
	var wg sync.WaitGroup
	for wave := range 12 {
		for i := range 60 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				t := grow(5, wave+i)
				before := t.sum()
				c := make(chan *node)
				go func() { c <- grow(3, i) }()
				got := <-c
				runtime.Gosched()
				if t.sum() != before {
					total.Add(1_000_000_000)
				}
				m := map[string]*node{}
				for k := range 10 {
					m[fmt.Sprint(k, i)] = got
				}
				runtime.Gosched()
				for _, n := range m {
					total.Add(int64(n.value))
				}
				total.Add(int64(before))
			}()
		}
		wg.Wait()
	}
	stop.Store(true)
	collector.Wait()
	fmt.Println(total.Load(), collections > 0)
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	fmt.Println(s.NumForcedGC >= uint32(collections), s.Mallocs >= s.Frees, s.HeapAlloc > 0)
}
