// A select over four channels with a producer each.
//
// group: goroutines
// args: 100
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func bench(n int) int {
	var c [4]chan int
	for i := range c {
		c[i] = make(chan int)
		go func() {
			for k := i; k < n; k += 4 {
				c[i] <- k
			}
			close(c[i])
		}()
	}
	sum, open := 0, 4
	for open > 0 {
		var x int
		var ok bool
		which := 0
		select {
		case x, ok = <-c[0]:
		case x, ok = <-c[1]:
			which = 1
		case x, ok = <-c[2]:
			which = 2
		case x, ok = <-c[3]:
			which = 3
		}
		if !ok {
			c[which] = nil
			open--
			continue
		}
		sum += x&3 + which
	}
	return sum
}

func main() {
	n := 1500000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("select4", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
