// The typed atomics and their operations.
package main

import (
	"fmt"
	"sync/atomic"
)

type settings struct{ level int }

func main() {
	var i32 atomic.Int32
	var i64 atomic.Int64
	var u32 atomic.Uint32
	var u64 atomic.Uint64
	var b atomic.Bool
	fmt.Println(i32.Add(5), i64.Add(-7), u32.Add(^uint32(0)), u64.Add(1<<63))
	fmt.Println(i32.Swap(9), i32.Load(), i64.CompareAndSwap(-7, 8), i64.CompareAndSwap(-7, 9), i64.Load())
	fmt.Println(u32.And(0xff), u32.Load(), u32.Or(0x100), u32.Load())
	fmt.Println(i32.And(8), i32.Or(3), i32.Load())
	fmt.Println(b.Load(), b.Swap(true), b.CompareAndSwap(true, false), b.Load())
	var p atomic.Pointer[settings]
	fmt.Println(p.Load() == nil)
	s1, s2 := &settings{1}, &settings{2}
	p.Store(s1)
	fmt.Println(p.CompareAndSwap(s2, s1), p.CompareAndSwap(s1, s2), p.Load().level, p.Swap(nil) == s2)
	var v atomic.Value
	fmt.Println(v.Load())
	v.Store([]int{1, 2})
	fmt.Println(v.Load().([]int), v.Swap([]int{3}))
	var us atomic.Uintptr
	us.Store(77)
	fmt.Println(us.Add(1))
}
