package main

import (
	"context"
	"fmt"
	"sync"
)

func orDone[T any](ctx context.Context, c <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			select {
			case <-ctx.Done():
				return
			case v, ok := <-c:
				if !ok {
					return
				}
				select {
				case out <- v:
				case <-ctx.Done():
				}
			}
		}
	}()
	return out
}

func tee[T any](ctx context.Context, in <-chan T) (_, _ <-chan T) {
	o1, o2 := make(chan T), make(chan T)
	go func() {
		defer close(o1)
		defer close(o2)
		for v := range orDone(ctx, in) {
			var o1, o2 = o1, o2
			for i := 0; i < 2; i++ {
				select {
				case <-ctx.Done():
				case o1 <- v:
					o1 = nil
				case o2 <- v:
					o2 = nil
				}
			}
		}
	}()
	return o1, o2
}

func bridge[T any](ctx context.Context, chans <-chan <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			var stream <-chan T
			select {
			case s, ok := <-chans:
				if !ok {
					return
				}
				stream = s
			case <-ctx.Done():
				return
			}
			for v := range orDone(ctx, stream) {
				select {
				case out <- v:
				case <-ctx.Done():
				}
			}
		}
	}()
	return out
}

func or(chs ...<-chan any) <-chan any {
	switch len(chs) {
	case 0:
		return nil
	case 1:
		return chs[0]
	}
	done := make(chan any)
	go func() {
		defer close(done)
		switch len(chs) {
		case 2:
			select {
			case <-chs[0]:
			case <-chs[1]:
			}
		default:
			select {
			case <-chs[0]:
			case <-chs[1]:
			case <-chs[2]:
			case <-or(append(chs[3:], done)...):
			}
		}
	}()
	return done
}

func repeatFn[T any](ctx context.Context, fn func() T) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for {
			select {
			case <-ctx.Done():
				return
			case c <- fn():
			}
		}
	}()
	return c
}

func take[T any](ctx context.Context, in <-chan T, n int) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for range n {
			select {
			case <-ctx.Done():
				return
			case c <- <-in:
			}
		}
	}()
	return c
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	a, b := tee(ctx, take(ctx, repeatFn(ctx, func() int { n++; return n * n }), 5))
	for v := range a {
		fmt.Println(v, <-b)
	}
	chans := make(chan (<-chan string))
	go func() {
		defer close(chans)
		for _, w := range []string{"alpha", "beta", "gamma"} {
			c := make(chan string, len(w))
			for _, r := range w {
				c <- string(r)
			}
			close(c)
			chans <- c
		}
	}()
	for s := range bridge(ctx, chans) {
		fmt.Print(s, " ")
	}
	fmt.Println()
	var sigs []<-chan any
	var once sync.Once
	trig := make(chan any)
	for i := 0; i < 9; i++ {
		if i == 6 {
			sigs = append(sigs, trig)
			continue
		}
		sigs = append(sigs, make(chan any))
	}
	go once.Do(func() { close(trig) })
	<-or(sigs...)
	fmt.Println("or fired")
	cancel()
	_, ok := <-orDone(ctx, make(chan int))
	fmt.Println(ok)
}
