// What blocks a goroutine of a bubble durably, what does not, and what a test in a bubble may do.
package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func bubble(t *testing.T, f func(t *testing.T)) { synctest.Test(t, f) }

func testWait(t *testing.T) {
	bubble(t, func(t *testing.T) {
		state := "new"
		ch := make(chan string)
		go func() {
			state = "receiving"
			s := <-ch
			state = "got " + s
			select {
			case <-ch:
			case ch <- "x":
			}
			state = "selected"
			var mu sync.Mutex
			cond := sync.NewCond(&mu)
			go func() {
				time.Sleep(time.Second)
				mu.Lock()
				cond.Signal()
				mu.Unlock()
			}()
			mu.Lock()
			state = "condition"
			cond.Wait()
			mu.Unlock()
			state = "end"
		}()
		synctest.Wait()
		fmt.Println(state)
		ch <- "a"
		synctest.Wait()
		fmt.Println(state)
		fmt.Println(<-ch)
		synctest.Wait()
		fmt.Println(state)
		time.Sleep(2 * time.Second)
		fmt.Println(state)
	})
}

func testChain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		done := false
		ch := make(chan int)
		var f func()
		f = func() {
			if n := <-ch; n == 0 {
				done = true
			} else {
				go f()
				ch <- n - 1
			}
		}
		go f()
		ch <- 1000
		synctest.Wait()
		fmt.Println("chain", done)
	})
}

func testOutside(t *testing.T) {
	for _, use := range []struct {
		name    string
		outside func(ch chan int)
		inside  func(ch chan int)
	}{
		{"close", func(ch chan int) { close(ch) }, func(ch chan int) { <-ch }},
		{"send", func(ch chan int) { ch <- 1 }, func(ch chan int) { <-ch }},
		{"receive", func(ch chan int) { <-ch }, func(ch chan int) { ch <- 1 }},
		{"select", func(ch chan int) { close(ch) }, func(ch chan int) {
			select {
			case <-ch:
			case <-make(chan int):
			}
		}},
	} {
		ch := make(chan int)
		time.AfterFunc(time.Millisecond, func() { use.outside(ch) })
		bubble(t, func(t *testing.T) {
			start := time.Now()
			use.inside(ch)
			fmt.Println("from outside:", use.name, time.Since(start))
		})
	}
}

func testGroups(t *testing.T) {
	var shared sync.WaitGroup
	shared.Add(1)
	time.AfterFunc(time.Millisecond, shared.Done)
	bubble(t, func(t *testing.T) {
		start := time.Now()
		shared.Wait()
		fmt.Println("group from outside", time.Since(start))
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() { time.Sleep(time.Duration(i) * time.Second) })
		}
		wg.Wait()
		fmt.Println("group", time.Since(start))
	})
	for range 3 {
		bubble(t, func(t *testing.T) {
			shared.Go(func() {})
			shared.Wait()
		})
	}
	fmt.Printf("%+v\n", &shared)
}

func testPull(t *testing.T) {
	bubble(t, func(t *testing.T) {
		start := time.Now()
		var seq iter.Seq[time.Duration] = func(yield func(time.Duration) bool) {
			for yield(time.Since(start)) {
				time.Sleep(time.Second)
			}
		}
		next, stop := iter.Pull(seq)
		for range 3 {
			fmt.Println(next())
		}
		stop()
	})
}

func testContext(t *testing.T) {
	state := ""
	bubble(t, func(t *testing.T) {
		go func() {
			state = "waiting"
			<-t.Context().Done()
			state = "done"
		}()
		synctest.Wait()
		fmt.Println(state)
		ctx, cancel := context.WithCancel(t.Context())
		called := false
		context.AfterFunc(ctx, func() { called = true })
		synctest.Wait()
		fmt.Println("called", called)
		cancel()
		synctest.Wait()
		fmt.Println("called", called)
	})
	fmt.Println(state)
}

func testCleanup(t *testing.T) {
	bubble(t, func(t *testing.T) {
		ch := make(chan int)
		t.Cleanup(func() { close(ch) })
		go func() {
			<-ch
			fmt.Println("cleaned up", time.Now().UTC().Year())
		}()
	})
	fmt.Println(time.Now().Year() > 2000)
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func testMisuse(t *testing.T) {
	bubble(t, func(t *testing.T) {
		try("Run", func() { t.Run("x", func(t *testing.T) {}) })
		try("Parallel", func() { t.Parallel() })
		try("Deadline", func() { t.Deadline() })
		try("Test", func() { bubble(t, func(t *testing.T) {}) })
		fmt.Println(t.Name())
	})
	try("Wait", synctest.Wait)
	try("deadlock", func() { bubble(t, func(t *testing.T) { select {} }) })
	try("deadlock", func() { bubble(t, func(t *testing.T) { <-make(chan int) }) })
	try("left", func() { bubble(t, func(t *testing.T) { go func() { select {} }() }) })
	try("ticker", func() {
		bubble(t, func(t *testing.T) {
			go func() {
				for range time.Tick(time.Second) {
					fmt.Println("tick")
				}
			}()
		})
	})
	try("group", func() {
		bubble(t, func(t *testing.T) {
			var wg sync.WaitGroup
			wg.Add(1)
			wg.Wait()
		})
	})
}

func testTwoWaits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		results := make(chan any, 2)
		gate := make(chan int)
		for range 2 {
			go func() {
				defer func() { results <- recover() }()
				<-gate
				synctest.Wait()
			}()
		}
		close(gate)
		a, b := <-results, <-results
		if a == nil {
			a, b = b, a
		}
		fmt.Println(a, b)
	})
}

func testFails(t *testing.T) {
	bubble(t, func(t *testing.T) {
		t.Log("not shown by itself")
		t.Skip("skipped")
	})
	fmt.Println(t.Skipped())
}

func main() {
	os.Args = append(os.Args[:1], strings.Fields("-test.failfast")...)
	match := func(pat, str string) (bool, error) { return true, nil }
	testing.Main(match, []testing.InternalTest{
		{"TestWait", testWait},
		{"TestChain", testChain},
		{"TestOutside", testOutside},
		{"TestGroups", testGroups},
		{"TestPull", testPull},
		{"TestContext", testContext},
		{"TestCleanup", testCleanup},
		{"TestMisuse", testMisuse},
		{"TestTwoWaits", testTwoWaits},
		{"TestFails", testFails},
	}, nil, nil)
}
