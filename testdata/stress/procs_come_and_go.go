// GOMAXPROCS goes up and down, goroutines are locked to threads and wait in system calls, statistics and stacks are read, all
// while work goes on.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func work(n int) (h uint32) {
	h = 2166136261
	for i := range n {
		h = (h ^ uint32(i)) * 16777619
	}
	return
}

func main() {
	var stop atomic.Bool
	var disturbers sync.WaitGroup
	disturbers.Go(func() {
		for i := 0; !stop.Load(); i++ {
			runtime.GOMAXPROCS(1 + i%5)
			time.Sleep(100 * time.Microsecond)
		}
	})
	disturbers.Go(func() {
		buf := make([]byte, 4<<10)
		var s runtime.MemStats
		for !stop.Load() {
			runtime.ReadMemStats(&s)
			runtime.Stack(buf, true)
			if runtime.NumGoroutine() < 2 {
				fmt.Println("lost goroutines")
			}
			time.Sleep(500 * time.Microsecond)
		}
	})

	var wg sync.WaitGroup
	var total atomic.Uint64
	locked := make(chan int)
	for i := range 6 {
		wg.Go(func() {
			runtime.LockOSThread()
			if i%2 == 0 {
				defer runtime.UnlockOSThread()
			}
			for range 30 {
				if i%2 == 0 {
					locked <- i
				} else {
					total.Add(uint64(<-locked))
				}
			}
		})
	}
	for range 4 {
		r, w, err := os.Pipe()
		if err != nil {
			fmt.Println(err)
			return
		}
		wg.Go(func() {
			for i := range 50 {
				if i%10 == 0 {
					runtime.Gosched()
				}
				w.Write([]byte{byte(i)})
			}
			w.Close()
		})
		wg.Go(func() {
			b := make([]byte, 3)
			for {
				n, err := r.Read(b)
				for _, x := range b[:n] {
					total.Add(uint64(x))
				}
				if err != nil {
					r.Close()
					return
				}
			}
		})
	}
	for i := range 40 {
		wg.Go(func() { total.Add(uint64(work(2000+i)) % 1000) })
	}
	wg.Wait()
	stop.Store(true)
	disturbers.Wait()
	fmt.Println(total.Load())
}
