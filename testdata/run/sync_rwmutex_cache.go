// A cache with many readers and rare writers.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Cache struct {
	mu     sync.RWMutex
	data   map[string]int
	hits   atomic.Int64
	misses atomic.Int64
}

func (c *Cache) Get(k string, load func() int) int {
	c.mu.RLock()
	v, ok := c.data[k]
	c.mu.RUnlock()
	if ok {
		c.hits.Add(1)
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.data[k]; ok {
		c.hits.Add(1)
		return v
	}
	c.misses.Add(1)
	v = load()
	c.data[k] = v
	return v
}

func main() {
	c := &Cache{data: make(map[string]int)}
	var wg sync.WaitGroup
	var bad atomic.Int32
	for g := range 10 {
		wg.Go(func() {
			for i := range 100 {
				k := fmt.Sprintf("key%d", (g+i)%7)
				want := (g + i) % 7 * 11
				if c.Get(k, func() int { return want }) != want {
					bad.Add(1)
				}
			}
		})
	}
	wg.Wait()
	fmt.Println("hits", c.hits.Load(), "misses", c.misses.Load(), "bad", bad.Load())
	fmt.Println(c.data)
}
