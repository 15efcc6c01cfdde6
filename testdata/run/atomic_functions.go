// The function form of sync/atomic on plain variables, fields and elements.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type stats struct {
	ops  int64
	errs uint32
	flag int32
}

func main() {
	var st stats
	counts := make([]int64, 4)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 1000 {
				atomic.AddInt64(&st.ops, 1)
				atomic.AddInt64(&counts[(g+i)%4], 1)
				if i%10 == 0 {
					atomic.AddUint32(&st.errs, 1)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Println(atomic.LoadInt64(&st.ops), atomic.LoadUint32(&st.errs), counts)
	fmt.Println(atomic.CompareAndSwapInt32(&st.flag, 0, 1), atomic.CompareAndSwapInt32(&st.flag, 0, 1))
	fmt.Println(atomic.SwapInt32(&st.flag, 5), st.flag)
	atomic.StoreUint32(&st.errs, 3)
	fmt.Println(atomic.AddUint32(&st.errs, ^uint32(0)))
	var u uint64 = 10
	fmt.Println(atomic.AddUint64(&u, 5), atomic.SwapUint64(&u, 1), atomic.LoadUint64(&u))
}
