// Trees of contexts, cancelled at the root, in the middle, by time, and all at once; everyone below hears of it, nobody else.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type level int

var cancelled, expired, other, afterFuncs atomic.Int64

func tree(ctx context.Context, wg *sync.WaitGroup, depth int) {
	defer wg.Done()
	if got, want := ctx.Value(level(depth)), depth*10; got != want {
		other.Add(1)
	}
	if depth == 0 {
		<-ctx.Done()
		switch {
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			expired.Add(1)
		case errors.Is(ctx.Err(), context.Canceled):
			cancelled.Add(1)
		default:
			other.Add(1)
		}
		return
	}
	for i := range 3 {
		child, cancel := context.WithCancel(context.WithValue(ctx, level(depth-1), (depth-1)*10))
		context.AfterFunc(child, func() { afterFuncs.Add(1) })
		wg.Add(1)
		go tree(child, wg, depth-1)
		if i == 1 && depth == 2 {
			go cancel()
		}
	}
}

func run(how string) {
	cancelled.Store(0)
	expired.Store(0)
	var wg sync.WaitGroup
	ctx := context.WithValue(context.Background(), level(4), 40)
	var cancel context.CancelFunc
	switch how {
	case "cancel":
		ctx, cancel = context.WithCancel(ctx)
	case "timeout":
		ctx, cancel = context.WithTimeout(ctx, 30*time.Millisecond)
	case "cause":
		var c context.CancelCauseFunc
		ctx, c = context.WithCancelCause(ctx)
		cancel = func() { c(errors.New("why not")) }
	}
	wg.Add(1)
	tree(ctx, &wg, 4)
	if how != "timeout" {
		for range 4 { // all at once
			go cancel()
		}
	}
	wg.Wait()
	<-ctx.Done()
	all := cancelled.Load() + expired.Load()
	fmt.Println(how, all, context.Cause(ctx))
	cancel()
}

func main() {
	for range 3 {
		run("cancel")
		run("timeout")
		run("cause")
	}
	for range 1000 {
		if afterFuncs.Load() == 9*(3+9+27+81) {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println(afterFuncs.Load(), other.Load())
}
