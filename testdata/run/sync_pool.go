// A pool gives back what was put or makes something new; objects are reset by the user.
package main

import (
	"fmt"
	"sync"
)

type buffer struct{ data []byte }

func (b *buffer) reset() { b.data = b.data[:0] }

func main() {
	var made int
	var mu sync.Mutex
	p := sync.Pool{New: func() any {
		mu.Lock()
		made++
		mu.Unlock()
		return &buffer{make([]byte, 0, 16)}
	}}
	format := func(i int) string {
		b := p.Get().(*buffer)
		defer p.Put(b)
		b.reset()
		b.data = fmt.Appendf(b.data, "item-%03d", i)
		return string(b.data)
	}
	for i := range 5 {
		fmt.Println(format(i))
	}
	var wg sync.WaitGroup
	out := make([]string, 50)
	for i := range out {
		wg.Go(func() { out[i] = format(i) })
	}
	wg.Wait()
	ok := true
	for i, s := range out {
		ok = ok && s == fmt.Sprintf("item-%03d", i)
	}
	fmt.Println(ok, made >= 1)
	var empty sync.Pool
	fmt.Println(empty.Get())
}
