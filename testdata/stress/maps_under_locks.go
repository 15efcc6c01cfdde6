// Maps that grow, shrink and are ranged over by many goroutines, behind a Mutex, behind an RWMutex, and as sync.Map.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type key struct {
	name string
	part int
}

func main() {
	var wg sync.WaitGroup

	var mu sync.Mutex
	counts := map[key]int{}
	for id := range 8 {
		wg.Go(func() {
			for i := range 400 {
				mu.Lock()
				k := key{fmt.Sprint("k", i%37), id % 3}
				counts[k] += i
				if i%11 == 0 {
					delete(counts, key{fmt.Sprint("gone", i), id})
					counts[key{fmt.Sprint("gone", i+11), id}] = 0
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	sum, zero := 0, 0
	for _, v := range counts {
		sum += v
		if v == 0 {
			zero++
		}
	}
	fmt.Println(len(counts), sum, zero)

	var rw sync.RWMutex
	table := map[int]*[]string{}
	var seen, torn atomic.Int64
	for id := range 8 {
		wg.Go(func() {
			for i := range 120 {
				if id < 3 {
					rw.Lock()
					for k := range 20 {
						text := []string{fmt.Sprint(i), fmt.Sprint(i)}
						table[k*3+id] = &text
					}
					if i%40 == 39 {
						clear(table)
					}
					rw.Unlock()
					runtime.Gosched()
					continue
				}
				rw.RLock()
				for _, v := range table {
					if (*v)[0] != (*v)[1] {
						torn.Add(1)
					}
				}
				seen.Add(1)
				rw.RUnlock()
				runtime.Gosched()
			}
		})
	}
	wg.Wait()
	fmt.Println(len(table), seen.Load(), torn.Load())

	var m sync.Map
	var stored, loaded atomic.Int64
	for id := range 8 {
		wg.Go(func() {
			for i := range 200 {
				k := fmt.Sprint(i % 50)
				if _, was := m.LoadOrStore(k, i%50); was {
					loaded.Add(1)
				} else {
					stored.Add(1)
				}
				if i%20 == id {
					m.Range(func(k, v any) bool {
						if k.(string) != fmt.Sprint(v) {
							stored.Add(1_000_000)
						}
						return true
					})
				}
				m.CompareAndSwap("7", 7, 7)
				if id == 0 {
					m.Store(fmt.Sprint(i+1000), i+1000)
					m.Delete(fmt.Sprint(i + 999))
				}
			}
		})
	}
	wg.Wait()
	n := 0
	m.Range(func(any, any) bool { n++; return true })
	fmt.Println(stored.Load(), loaded.Load(), n)
}
