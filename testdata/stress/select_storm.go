// Goroutines that all select on the same few channels, sending and receiving at once, with nil channels, defaults and
// timeouts among the cases. What is sent is conserved.
package main

import (
	"fmt"
	"sync"
	"time"
)

// exchange lets every goroutine both send its own tokens and receive others', in the same select.
func exchange(goroutines, tokens, capacity int) (sent, received int) {
	var cs [5]chan int
	for i := range cs {
		cs[i] = make(chan int, capacity)
	}
	var mu sync.Mutex
	var wg, senders sync.WaitGroup
	done := make(chan struct{})
	for id := range goroutines {
		wg.Add(1)
		senders.Add(1)
		go func() {
			defer wg.Done()
			mySent, myReceived, left := 0, 0, tokens
			finish := (<-chan struct{})(nil)
			for {
				out := [2]chan int{cs[id%5], cs[(id+2)%5]}
				if left == 0 {
					out = [2]chan int{} // nil: never ready
				}
				v := id*tokens + left
				select {
				case out[0] <- v:
					mySent += v
					left--
				case out[1] <- v:
					mySent += v
					left--
				case w := <-cs[0]:
					myReceived += w
				case w := <-cs[1]:
					myReceived += w
				case w, ok := <-cs[2]:
					if ok {
						myReceived += w
					}
				case w := <-cs[3]:
					myReceived += w
				case w := <-cs[4]:
					myReceived += w
				case <-finish:
					mu.Lock()
					sent += mySent
					received += myReceived
					mu.Unlock()
					return
				}
				if left == 0 && finish == nil {
					finish = done
					senders.Done()
				}
			}
		}()
	}
	senders.Wait()
	close(done)
	wg.Wait()
	for _, c := range cs {
		for len(c) > 0 {
			received += <-c
		}
	}
	return
}

// timeouts races sends against short timers: each round ends in exactly one of them.
func timeouts(rounds int) (outcomes int) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for id := range 16 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			n := 0
			for i := range rounds {
				c := make(chan int)
				go func() {
					select {
					case c <- i:
					case <-time.After(time.Duration(id*20) * time.Microsecond):
					}
				}()
				select {
				case <-c:
				case <-time.After(time.Duration(150) * time.Microsecond):
				}
				n++
			}
			mu.Lock()
			outcomes += n
			mu.Unlock()
		}()
	}
	wg.Wait()
	return
}

// polling never parks: it spins on defaults until all has been handed over.
func polling(n int) (sum int) {
	c := make(chan int)
	go func() {
		for i := 0; i < n; {
			select {
			case c <- i:
				i++
			default:
				time.Sleep(time.Microsecond)
			}
		}
		close(c)
	}()
	for v := range c {
		sum += v
	}
	return
}

// closing: selects that wait on a channel as it is closed, many times.
func closing(rounds int) (woken int) {
	for range rounds {
		a, b := make(chan int), make(chan int)
		results := make(chan int)
		for range 8 {
			go func() {
				select {
				case <-a:
					results <- 1
				case <-b:
					results <- 1
				}
			}()
		}
		close(a)
		for range 8 {
			woken += <-results
		}
	}
	return
}

func main() {
	for _, capacity := range []int{0, 1, 8} {
		sent, received := exchange(24, 40, capacity)
		fmt.Println(capacity, sent, received == sent)
	}
	fmt.Println(timeouts(20))
	fmt.Println(polling(300))
	fmt.Println(closing(100))
}
