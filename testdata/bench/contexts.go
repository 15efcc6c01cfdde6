// Trees of n contexts with a goroutine waiting for each, cancelled from the root; ten of them.
//
// group: goroutines
// args: 100
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

type level int

func bench(n int) int64 {
	var ended atomic.Int64
	for round := range 10 {
		root, cancel := context.WithCancel(context.WithValue(context.Background(), level(0), round))
		nodes := []context.Context{root}
		var wg sync.WaitGroup
		for i := 1; i < n; i++ {
			parent := nodes[(i-1)/4]
			child, stop := context.WithCancel(parent)
			if i%8 == 0 {
				child = context.WithValue(child, level(1), i)
			}
			nodes = append(nodes, child)
			wg.Add(1)
			go func() {
				defer wg.Done()
				defer stop()
				<-child.Done()
				if child.Err() == context.Canceled && child.Value(level(0)) == round {
					ended.Add(1)
				}
			}()
		}
		cancel()
		wg.Wait()
	}
	return ended.Load()
}

func main() {
	n := 10000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("contexts", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
