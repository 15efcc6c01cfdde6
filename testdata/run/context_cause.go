// Causes of cancellation, WithoutCancel, AfterFunc.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var errQuota = errors.New("quota exceeded")

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	child, stop := context.WithCancel(ctx)
	defer stop()
	fmt.Println(context.Cause(ctx))
	cancel(fmt.Errorf("tenant 7: %w", errQuota))
	cancel(errors.New("too late"))
	fmt.Println(ctx.Err(), "/", context.Cause(ctx), "/", context.Cause(child))
	fmt.Println(errors.Is(context.Cause(child), errQuota))

	t, c2 := context.WithTimeoutCause(context.Background(), time.Millisecond, errors.New("too slow"))
	defer c2()
	<-t.Done()
	fmt.Println(t.Err(), "/", context.Cause(t))

	free := context.WithoutCancel(child)
	fmt.Println(free.Err(), free.Done() == nil)

	a, c3 := context.WithCancel(context.Background())
	ran := make(chan string, 1)
	context.AfterFunc(a, func() { ran <- "after func ran" })
	unreg := context.AfterFunc(a, func() { ran <- "must not run" })
	fmt.Println(unreg())
	c3()
	fmt.Println(<-ran)
	fmt.Println(unreg())
	n, c4 := context.WithCancelCause(context.Background())
	c4(nil)
	fmt.Println(context.Cause(n))
}
