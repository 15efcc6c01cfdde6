// Functions with deferred calls, one in sixteen of which recovers from a panic.
//
// group: calls
// args: 1000
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

type lock struct{ held, taken int }

func (l *lock) acquire() { l.held++; l.taken++ }
func (l *lock) release() { l.held-- }

func with(l *lock, x int) int {
	l.acquire()
	defer l.release()
	return x + l.held
}

func safe(x int) (r int) {
	defer func() {
		if e := recover(); e != nil {
			r = e.(int)
		}
	}()
	if x%64 == 0 {
		panic(x)
	}
	return x + 1
}

func bench(n int) int {
	var l lock
	sum := 0
	for i := range n {
		sum += with(&l, i)
		if i%16 == 0 {
			sum += safe(i)
		}
	}
	return sum + l.taken
}

func main() {
	n := 30000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("defers", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
