package main

import (
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"unsafe"
)

type node[T any] struct {
	val  T
	next *node[T]
}

type Stack[T any] struct {
	head atomic.Pointer[node[T]]
	len  atomic.Int64
}

func (s *Stack[T]) Push(v T) {
	n := &node[T]{val: v}
	for {
		old := s.head.Load()
		n.next = old
		if s.head.CompareAndSwap(old, n) {
			s.len.Add(1)
			return
		}
	}
}

func (s *Stack[T]) Pop() (v T, ok bool) {
	for {
		old := s.head.Load()
		if old == nil {
			return v, false
		}
		if s.head.CompareAndSwap(old, old.next) {
			s.len.Add(-1)
			return old.val, true
		}
	}
}

type config struct {
	name string
	rev  int
}

func main() {
	var s Stack[int]
	var wg sync.WaitGroup
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := 0; i < 500; i++ {
				s.Push(g*500 + i)
			}
		}()
	}
	wg.Wait()
	fmt.Println(s.len.Load())
	out := make([][]int, 4)
	for g := range out {
		wg.Go(func() {
			for {
				v, ok := s.Pop()
				if !ok {
					return
				}
				out[g] = append(out[g], v)
			}
		})
	}
	wg.Wait()
	var all []int
	for _, o := range out {
		all = append(all, o...)
	}
	sort.Ints(all)
	fmt.Println(len(all), all[0], all[1999], s.len.Load())

	var v atomic.Value
	fmt.Println(v.Load())
	v.Store(config{"a", 1})
	fmt.Println(v.Load().(config).name, v.CompareAndSwap(config{"a", 1}, config{"b", 2}), v.Swap(config{"c", 3}))
	func() {
		defer func() { fmt.Println(recover()) }()
		v.Store("other type")
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		v.Store(nil)
	}()
	var b atomic.Bool
	fmt.Println(b.Swap(true), b.Load(), b.CompareAndSwap(true, false))
	var u atomic.Uint32
	fmt.Println(u.Add(^uint32(0)), u.And(0xff), u.Or(0xf00), u.Load())
	var i64 int64
	fmt.Println(atomic.AddInt64(&i64, -5), atomic.SwapInt64(&i64, 9), atomic.CompareAndSwapInt64(&i64, 9, 10), atomic.LoadInt64(&i64))
	var up atomic.Uintptr
	up.Store(7)
	fmt.Println(up.Load(), unsafe.Sizeof(up), unsafe.Sizeof(u), unsafe.Sizeof(i64), unsafe.Sizeof(v))
	fmt.Println(atomic.AndInt32(new(int32), 3), atomic.OrUint64(new(uint64), 3))
}
