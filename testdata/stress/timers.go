// Timers that are set, stopped, reset and fired from several goroutines at once: each fires once or is stopped, never both.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// afterFunc: of each timer either Stop says true, or the function runs.
func afterFunc(n int) (int64, bool) {
	var fired, stopped atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			ran := make(chan bool, 1)
			t := time.AfterFunc(time.Duration(i%50)*10*time.Microsecond, func() {
				fired.Add(1)
				ran <- true
			})
			if i%3 == 0 {
				time.Sleep(200 * time.Microsecond)
			}
			if t.Stop() {
				stopped.Add(1)
			} else {
				<-ran
			}
		}()
	}
	wg.Wait()
	return fired.Load() + stopped.Load(), fired.Load() > 0
}

// channels: after Stop and Reset there is no stale value, so the second receive waits its full time.
func channels(n int) (stale int64) {
	var bad atomic.Int64
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			t := time.NewTimer(time.Duration(i%20) * 10 * time.Microsecond)
			time.Sleep(100 * time.Microsecond)
			start := time.Now()
			t.Reset(time.Millisecond)
			if at := <-t.C; at.Sub(start) < time.Millisecond {
				bad.Add(1)
			}
			t.Stop()
			select {
			case <-t.C:
				bad.Add(1)
			default:
			}
		}()
	}
	wg.Wait()
	return bad.Load()
}

// contended: one timer that several goroutines reset and stop while it fires.
func contended(n int) bool {
	var fired atomic.Int64
	t := time.AfterFunc(time.Hour, func() { fired.Add(1) })
	var wg sync.WaitGroup
	for id := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range n {
				switch (id + i) % 3 {
				case 0:
					t.Reset(time.Duration(i%5) * time.Microsecond)
				case 1:
					t.Stop()
				default:
					t.Reset(time.Hour)
				}
			}
		}()
	}
	wg.Wait()
	t.Reset(0)
	for end := time.Now().Add(10 * time.Second); fired.Load() == 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	return fired.Load() > 0
}

func tickers(n int) (ticks int) {
	c := make(chan int)
	for i := range n {
		go func() {
			t := time.NewTicker(time.Duration(100+i) * time.Microsecond)
			for range 5 {
				<-t.C
			}
			t.Reset(50 * time.Microsecond)
			<-t.C
			t.Stop()
			c <- 6
		}()
	}
	for range n {
		ticks += <-c
	}
	return
}

// sleepers wake in the order of their times.
func sleepers() (order []int) {
	start := time.Now()
	c := make(chan int)
	for i := range 6 {
		go func() {
			time.Sleep(time.Until(start.Add(time.Duration(i) * 100 * time.Millisecond)))
			c <- i
		}()
	}
	for range 6 {
		order = append(order, <-c)
	}
	return
}

func main() {
	fmt.Println(afterFunc(600))
	fmt.Println(channels(100))
	fmt.Println(contended(500))
	fmt.Println(tickers(20))
	fmt.Println(sleepers())
	leaked := 0
	for range 5000 { // never fire, are never stopped
		time.NewTimer(time.Hour)
		time.AfterFunc(time.Hour, func() { leaked++ })
	}
	fmt.Println(leaked)
}
