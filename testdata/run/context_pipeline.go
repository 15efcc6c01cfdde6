// A pipeline whose stages all stop when the context is cancelled.
package main

import (
	"context"
	"fmt"
)

func source(ctx context.Context) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 1; ; i++ {
			select {
			case out <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func apply(ctx context.Context, in <-chan int, f func(int) (int, bool)) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for v := range in {
			r, keep := f(v)
			if !keep {
				continue
			}
			select {
			case out <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	odd := apply(ctx, source(ctx), func(v int) (int, bool) { return v, v%2 == 1 })
	sq := apply(ctx, odd, func(v int) (int, bool) { return v * v, true })
	sum := 0
	for v := range sq {
		fmt.Print(v, " ")
		sum += v
		if v > 400 {
			cancel()
			break
		}
	}
	for range sq {
	}
	for range odd {
	}
	fmt.Println("\nsum", sum, ctx.Err())
}
