// Hidden fields of embedded library types are known by name.
package main

import (
	"fmt"
	"sync"
)

type cache struct {
	sync.Mutex
	items map[string]int
}

type once struct{ sync.Once }

func main() {
	c := cache{items: map[string]int{}}
	c.mu.Lock()
	defer c.mu.Unlock()
	var o once
	o.done = true
	o.missing = true
	fmt.Println(c.items)
}
