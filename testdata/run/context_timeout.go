// Timeouts and deadlines: which error, and which deadline holds.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func slow(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("slow: %w", ctx.Err())
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Millisecond)
	defer cancel()
	err := slow(ctx, time.Second)
	fmt.Println(err, errors.Is(err, context.DeadlineExceeded))
	var t interface{ Timeout() bool }
	fmt.Println(errors.As(err, &t) && t.Timeout())

	ctx2, cancel2 := context.WithTimeout(context.Background(), time.Hour)
	fmt.Println(slow(ctx2, time.Millisecond))
	_, has := ctx2.Deadline()
	fmt.Println(has)
	longer, cancel3 := context.WithTimeout(ctx2, 2*time.Hour)
	defer cancel3()
	d2, _ := ctx2.Deadline()
	d3, _ := longer.Deadline()
	fmt.Println(d2.Equal(d3))
	cancel2()
	fmt.Println(longer.Err())
	_, has = context.Background().Deadline()
	fmt.Println(has)
	past, cancel4 := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel4()
	fmt.Println(past.Err())
}
