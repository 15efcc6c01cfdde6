package main

import "fmt"

type LRU[K comparable, V any] struct {
	max   int
	order []K
	data  map[K]V
}

func (c *LRU[K, V]) touch(k K) {
	for i, o := range c.order {
		if o == k {
			c.order = append(c.order[:i], c.order[i+1:]...)
			break
		}
	}
	c.order = append(c.order, k)
}

func (c *LRU[K, V]) Put(k K, v V) {
	c.data[k] = v
	c.touch(k)
	if len(c.order) > c.max {
		delete(c.data, c.order[0])
		c.order = c.order[1:]
	}
}

func (c *LRU[K, V]) Get(k K) (v V, ok bool) {
	if v, ok = c.data[k]; ok {
		c.touch(k)
	}
	return
}

func main() {
	c := &LRU[string, int]{max: 2, data: map[string]int{}}
	c.Put("a", 1)
	c.Put("b", 2)
	fmt.Println(c.Get("a"))
	c.Put("c", 3)
	fmt.Println(c.Get("b"))
	fmt.Println(c.order, c.data)
}
