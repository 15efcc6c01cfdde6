// Deep stacks in many goroutines at once: they grow, park at the bottom, are scanned by collections, unwind by return and by
// panic, and are used again.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type frame struct {
	up   *frame
	text string
	n    int
}

func down(n int, up *frame, bottom func() int) int {
	f := frame{up, fmt.Sprint("level ", n), n}
	if n == 0 {
		return bottom()
	}
	var pad [24]int
	pad[n%24] = n
	r := down(n-1, &f, bottom)
	return r + len(f.text) + pad[n%24] - n
}

func walk(f *frame) (n int) {
	for ; f != nil; f = f.up {
		n += f.n
	}
	return
}

func wide(n int, a, b, c, d string, big [100]byte) (string, [100]byte) {
	if n == 0 {
		return a + b + c + d, big
	}
	big[n%100]++
	s, big2 := wide(n-1, b, c, d, a, big)
	return s, big2
}

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	meet := make(chan int)
	for id := range 20 {
		wg.Go(func() {
			r := down(100+id*20, nil, func() int {
				if id%2 == 0 {
					meet <- id
					return 0
				}
				return <-meet
			})
			mu.Lock()
			total += r
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(total)

	results := make(chan int)
	for id := range 12 {
		go func() {
			sum := 0
			for round := range 3 {
				func() {
					defer func() {
						if r := recover(); r != nil {
							sum += r.(int)
						}
					}()
					down(50+id*30, nil, func() int {
						if id%4 == 0 {
							runtime.GC()
						}
						panic(id + round)
					})
				}()
			}
			results <- sum
		}()
	}
	sum := 0
	for range 12 {
		sum += <-results
	}
	fmt.Println(sum)

	for id := range 8 {
		go func() {
			s, big := wide(150+id, "a", "bc", "def", fmt.Sprint(id), [100]byte{})
			n := len(s)
			for _, b := range big {
				n += int(b)
			}
			results <- n
		}()
	}
	for range 8 {
		sum += <-results
	}
	fmt.Println(sum, walk(&frame{&frame{nil, "", 1}, "", 2}))
}
