// What printing shows of locks and counters inside of structs.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type counter struct {
	sync.Mutex
	rw   sync.RWMutex
	once sync.Once
	wg   sync.WaitGroup
	hits atomic.Int64
	on   atomic.Bool
	n    map[string]int
}

func main() {
	c := &counter{n: map[string]int{"a": 1}}
	fmt.Printf("%v\n%+v\n", c, c)
	c.Lock()
	c.rw.RLock()
	c.once.Do(func() { c.hits.Add(3) })
	c.wg.Add(2)
	c.on.Store(true)
	fmt.Printf("%v\n%+v\n", c, c)
	c.Unlock()
	c.rw.RUnlock()
	c.rw.Lock()
	fmt.Printf("%v\n%+v %d\n", c, &c.Mutex, &c.rw)
}
