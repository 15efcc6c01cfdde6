// Channels of every capacity and of elements of every shape, many senders and receivers on each.
package main

import (
	"fmt"
	"sync"
)

type point struct{ x, y int16 }

type record struct {
	name string
	tags []string
	next *record
}

// pump sends n values made from their numbers through a channel of the given capacity and adds up what arrives.
func pump[T any](capacity, senders, receivers, n int, make1 func(int) T, weigh func(T) int) int {
	c := make(chan T, capacity)
	var sending, receiving sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for s := range senders {
		sending.Add(1)
		go func() {
			defer sending.Done()
			for i := s; i < n; i += senders {
				c <- make1(i)
			}
		}()
	}
	for range receivers {
		receiving.Add(1)
		go func() {
			defer receiving.Done()
			sum := 0
			for v := range c {
				sum += weigh(v)
			}
			mu.Lock()
			total += sum
			mu.Unlock()
		}()
	}
	sending.Wait()
	close(c)
	receiving.Wait()
	return total
}

func main() {
	const n = 400
	for _, capacity := range []int{0, 1, 7, 64} {
		for _, crowd := range [][2]int{{1, 1}, {5, 1}, {1, 5}, {4, 4}} {
			s, r := crowd[0], crowd[1]
			fmt.Println(capacity, s, r,
				pump(capacity, s, r, n, func(int) struct{} { return struct{}{} }, func(struct{}) int { return 1 }),
				pump(capacity, s, r, n, func(i int) int8 { return int8(i) }, func(v int8) int { return int(v) }),
				pump(capacity, s, r, n, func(i int) point { return point{int16(i), int16(-2 * i)} },
					func(p point) int { return int(p.x) + int(p.y) }),
				pump(capacity, s, r, n, func(i int) string { return fmt.Sprint("v", i) }, func(v string) int { return len(v) }),
				pump(capacity, s, r, n, func(i int) [9]int { return [9]int{0: i, 8: i} }, func(v [9]int) int { return v[0] + v[8] }),
				pump(capacity, s, r, n, func(i int) any {
					if i%2 == 0 {
						return i
					}
					return []int{i, i}
				}, func(v any) int {
					switch v := v.(type) {
					case int:
						return v
					case []int:
						return v[0] + v[1]
					}
					return 0
				}),
				pump(capacity, s, r, n, func(i int) *record {
					return &record{fmt.Sprint(i), []string{"a", "bc"}[:i%3], &record{name: "n"}}
				}, func(v *record) int { return len(v.name) + len(v.tags) + len(v.next.name) }),
				pump(capacity, s, r, n, func(i int) record { return record{name: fmt.Sprint(i), next: &record{}} },
					func(v record) int { return len(v.name) + len(v.next.name) }),
				pump(capacity, s, r, n, func(i int) func() int { return func() int { return i } },
					func(f func() int) int { return f() }),
				pump(capacity, s, r, n/4, func(i int) chan int {
					c := make(chan int, 1)
					go func() { c <- i }()
					return c
				}, func(c chan int) int { return <-c }))
		}
	}
}
