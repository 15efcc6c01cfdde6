package main

import (
	"context"
	"fmt"
)

func stage(ctx context.Context, in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for {
			select {
			case <-ctx.Done():
				return
			case v := <-in:
				select {
				case out <- v:
				case <-ctx.Done():
				}
			}
		}
	}()
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	_ = cancel
	in := make(chan int)
	out := stage(ctx, stage(ctx, in))
	in <- 1
	fmt.Println(<-out)
	<-out
}
