package main

import (
	"fmt"
	"sync"
)

type Cache struct {
	sync.RWMutex
	m map[string]string
}

func (c *Cache) Get(k string) string {
	c.RLock()
	defer c.RUnlock()
	if v, ok := c.m[k]; ok {
		return v
	}
	c.set(k, "default")
	return "default"
}

func (c *Cache) set(k, v string) {
	c.Lock()
	defer c.Unlock()
	c.m[k] = v
}

func main() {
	c := &Cache{m: map[string]string{"a": "1"}}
	fmt.Println(c.Get("a"))
	fmt.Println(c.Get("b"))
}
