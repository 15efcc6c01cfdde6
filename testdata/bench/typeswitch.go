// Type switches and type assertions over interface values.
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

type point struct{ x, y int }

func (p point) String() string { return "point" }

func value(v any) int {
	switch v := v.(type) {
	case nil:
		return 1
	case int:
		return v
	case string:
		return len(v)
	case []int:
		return len(v) + 2
	case *point:
		return v.x
	case fmt.Stringer:
		return v.(point).y
	case func() int:
		return v()
	}
	return 0
}

func bench(n int) int {
	values := []any{nil, 3, "four", []int{1, 2}, &point{5, 6}, point{7, 8}, func() int { return 9 }, 2.5}
	sum := 0
	for i := range n {
		sum += value(values[i&7])
	}
	return sum
}

func main() {
	n := 40000000
	if len(os.Args) > 1 {
		n, _ = strconv.Atoi(os.Args[1])
	}
	start := time.Now()
	fmt.Println("typeswitch", bench(n))
	fmt.Fprintf(os.Stderr, "elapsed_ns=%d\n", time.Since(start).Nanoseconds())
}
