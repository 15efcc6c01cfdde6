// Cancellation stops workers; a child is cancelled with its parent, never the other way.
package main

import (
	"context"
	"errors"
	"fmt"
)

func worker(ctx context.Context, id int, started, stopped chan<- int) {
	started <- id
	<-ctx.Done()
	stopped <- id
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	started, stopped := make(chan int), make(chan int)
	for i := range 5 {
		go worker(ctx, i, started, stopped)
	}
	n := 0
	for range 5 {
		n += <-started
	}
	fmt.Println("started", n, ctx.Err())
	cancel()
	cancel()
	for range 5 {
		n -= <-stopped
	}
	fmt.Println("left", n, ctx.Err(), errors.Is(ctx.Err(), context.Canceled))

	parent, cancelParent := context.WithCancel(context.Background())
	child, cancelChild := context.WithCancel(parent)
	grand, cancelGrand := context.WithCancel(child)
	defer cancelGrand()
	cancelChild()
	fmt.Println(parent.Err(), child.Err(), grand.Err())
	cancelParent()
	fmt.Println(parent.Err())
	late, cancelLate := context.WithCancel(parent)
	defer cancelLate()
	fmt.Println(late.Err())
	fmt.Println(context.Background(), context.TODO())
	fmt.Println(ctx)
}
