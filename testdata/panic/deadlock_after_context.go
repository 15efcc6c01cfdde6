package main

import (
	"context"
	"fmt"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	ch := make(chan int)
	select {
	case <-ctx.Done():
		fmt.Println("ctx", ctx.Err())
	case v := <-ch:
		fmt.Println(v)
	}
	<-ch
}
