// A bubble's clock: it starts at midnight UTC 2000-01-01 and moves when all goroutines of the bubble are blocked.
package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func now() string { return time.Now().UTC().Format("2006-01-02 15:04:05.000000000") }

func testSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		fmt.Println(now(), start.String() == start.Round(0).String())
		go func() {
			time.Sleep(1)
			fmt.Println("one", time.Since(start))
		}()
		time.Sleep(2)
		fmt.Println("two", time.Since(start))
		time.Sleep(24 * time.Hour)
		fmt.Println(now(), time.Until(start))
	})
}

func testTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		tm := time.NewTimer(5 * time.Second)
		at := <-tm.C
		fmt.Println(at.Sub(start), time.Since(start))
		fmt.Println(tm.Reset(2*time.Second), tm.Stop(), tm.Reset(time.Minute))
		time.Sleep(time.Hour)
		fmt.Println((<-tm.C).Sub(start), time.Since(start))

		tk := time.NewTicker(7 * time.Second)
		for i := 0; i < 3; i++ {
			fmt.Println((<-tk.C).Sub(start))
		}
		time.Sleep(time.Minute)
		fmt.Println((<-tk.C).Sub(start), time.Since(start))
		tk.Stop()

		zero := time.NewTimer(0)
		select {
		case v := <-zero.C:
			fmt.Println("at once", v.Equal(time.Now()))
		default:
			fmt.Println("not yet")
		}
		var ran atomic.Bool
		time.AfterFunc(0, func() { ran.Store(true) })
		synctest.Wait()
		fmt.Println("ran", ran.Load())
	})
}

func testAfterFunc(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		time.AfterFunc(time.Second, func() {
			n++
			go func() {
				time.Sleep(time.Second)
				n++
			}()
		})
		time.Sleep(3 * time.Second)
		synctest.Wait()
		fmt.Println("n", n)
		time.AfterFunc(time.Second, func() { fmt.Println("never: time stops with the test") })
	})
}

func testContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		time.Sleep(5*time.Second - 1)
		synctest.Wait()
		fmt.Println("before:", ctx.Err())
		time.Sleep(1)
		synctest.Wait()
		fmt.Println("after:", ctx.Err())
		deadline, ok := ctx.Deadline()
		fmt.Println(deadline.UTC(), ok)
	})
}

// Timers that are due at one moment fire in no particular order.
func testOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var first, second bool
		for i := 0; i < 1000 && !(first && second); i++ {
			a, b := time.NewTimer(1), time.NewTimer(1)
			select {
			case <-a.C:
				first = true
			case <-b.C:
				second = true
			}
			synctest.Wait()
		}
		fmt.Println("both come first at times:", first && second)
	})
}

func testMany(t *testing.T) {
	var wg sync.WaitGroup
	var sum atomic.Int64
	for i := range 20 {
		wg.Go(func() {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				var group sync.WaitGroup
				for j := range 50 {
					group.Go(func() { time.Sleep(time.Duration(i*j) * time.Second) })
				}
				group.Wait()
				sum.Add(int64(time.Since(start) / time.Second))
			})
		})
	}
	wg.Wait()
	fmt.Println("sum", sum.Load())
}

func main() {
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{
		{"TestSleep", testSleep},
		{"TestTimers", testTimers},
		{"TestAfterFunc", testAfterFunc},
		{"TestContext", testContext},
		{"TestOrder", testOrder},
		{"TestMany", testMany},
	}, nil, nil)
}
