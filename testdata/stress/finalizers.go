// Finalizers and cleanups of objects that many goroutines drop at once: each runs at most once, with its object whole.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type resource struct {
	id   int
	data []int
	peer *resource
}

var finalized, cleaned, broken, revived atomic.Int64

var saved sync.Map

func build(id int) {
	r := &resource{id: id, data: []int{id, id * 2}}
	switch id % 3 {
	case 0:
		r.peer = &resource{id: -id}
		runtime.SetFinalizer(r, func(r *resource) {
			if r.data[1] != r.id*2 || r.peer.id != -r.id {
				broken.Add(1)
			}
			finalized.Add(1)
		})
	case 1:
		runtime.AddCleanup(r, func(id int) { cleaned.Add(1) }, id)
	case 2:
		runtime.SetFinalizer(r, func(r *resource) {
			if _, was := saved.LoadOrStore(r.id, r); was {
				broken.Add(1)
			}
			revived.Add(1)
		})
	}
}

func main() {
	var wg sync.WaitGroup
	for id := range 8 {
		wg.Go(func() {
			for i := range 60 {
				build(id*60 + i)
				if i%20 == 0 {
					runtime.GC()
				}
			}
		})
	}
	wg.Wait()
	// A few may be kept by what lies on stacks.
	enough := func() bool { return finalized.Load() >= 140 && cleaned.Load() >= 140 && revived.Load() >= 140 }
	for range 200 {
		runtime.GC()
		if enough() {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println(enough(), finalized.Load() <= 160, cleaned.Load() <= 160, revived.Load() <= 160)
	n := 0
	saved.Range(func(k, v any) bool {
		r := v.(*resource)
		if r.id != k.(int) || r.data[0] != r.id {
			broken.Add(1)
		}
		n++
		return true
	})
	fmt.Println(n >= 140, broken.Load())
}
