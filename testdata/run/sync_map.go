// sync.Map: every method.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var m sync.Map
	fmt.Println(m.Load("a"))
	m.Store("a", 1)
	fmt.Println(m.Load("a"))
	fmt.Println(m.LoadOrStore("a", 2))
	fmt.Println(m.LoadOrStore("b", 3))
	fmt.Println(m.Swap("b", 4))
	fmt.Println(m.Swap("c", 5))
	fmt.Println(m.CompareAndSwap("c", 5, 6), m.CompareAndSwap("c", 5, 7))
	fmt.Println(m.CompareAndDelete("c", 5), m.CompareAndDelete("c", 6))
	fmt.Println(m.LoadAndDelete("a"))
	fmt.Println(m.LoadAndDelete("a"))
	for i := range 5 {
		m.Store(i, i*i)
	}
	m.Delete(2)
	sum, n := 0, 0
	m.Range(func(k, v any) bool {
		if k, ok := k.(int); ok {
			sum += k*100 + v.(int)
		}
		n++
		return true
	})
	fmt.Println(sum, n)
	n = 0
	m.Range(func(k, v any) bool { n++; return n < 2 })
	fmt.Println(n)
	m.Clear()
	fmt.Println(m.Load("b"))

	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 50 {
				m.LoadOrStore(i, g)
			}
		})
	}
	wg.Wait()
	n = 0
	m.Range(func(any, any) bool { n++; return true })
	fmt.Println(n)
}
