package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type Result[R any] struct {
	Val R
	Err error
}

type Pool[T, R any] struct {
	in     chan task[T, R]
	wg     sync.WaitGroup
	fn     func(context.Context, T) (R, error)
	panics atomic.Int32
	closed atomic.Bool
}

type task[T, R any] struct {
	ctx context.Context
	arg T
	res chan<- Result[R]
}

func NewPool[T, R any](workers, queue int, fn func(context.Context, T) (R, error)) *Pool[T, R] {
	p := &Pool[T, R]{in: make(chan task[T, R], queue), fn: fn}
	for i := 0; i < workers; i++ {
		p.wg.Add(1)
		go p.worker(i)
	}
	return p
}

func (p *Pool[T, R]) worker(id int) {
	defer p.wg.Done()
	for t := range p.in {
		t.res <- p.run(t)
	}
}

type PanicError struct {
	Val   any
	Stack string
}

func (e PanicError) Error() string { return fmt.Sprint("task panicked: ", e.Val) }

func (p *Pool[T, R]) run(t task[T, R]) (r Result[R]) {
	defer func() {
		if v := recover(); v != nil {
			p.panics.Add(1)
			r.Err = PanicError{v, string(debug.Stack())}
		}
	}()
	if err := t.ctx.Err(); err != nil {
		return Result[R]{Err: err}
	}
	v, err := p.fn(t.ctx, t.arg)
	return Result[R]{v, err}
}

var ErrClosed, ErrFull = errors.New("pool closed"), errors.New("queue full")

func (p *Pool[T, R]) Submit(ctx context.Context, arg T) <-chan Result[R] {
	c := make(chan Result[R], 1)
	if p.closed.Load() {
		c <- Result[R]{Err: ErrClosed}
		return c
	}
	select {
	case p.in <- task[T, R]{ctx, arg, c}:
	case <-time.After(20 * time.Second):
		c <- Result[R]{Err: ErrFull}
	}
	return c
}

func (p *Pool[T, R]) Close() {
	if p.closed.CompareAndSwap(false, true) {
		close(p.in)
	}
	p.wg.Wait()
}

func main() {
	p := NewPool(3, 2, func(ctx context.Context, s string) (int, error) {
		switch {
		case s == "":
			return 0, errors.New("empty")
		case s == "panic":
			var a []int
			return a[len(s)], nil
		case s == "hang":
			<-ctx.Done()
			return -1, context.Cause(ctx)
		}
		return len(strings.ToUpper(s)), nil
	})
	ctx, cancel := context.WithCancelCause(context.Background())
	var outs []<-chan Result[int]
	for _, s := range []string{"go", "", "panic", "hang", "hello, 世界"} {
		outs = append(outs, p.Submit(ctx, s))
	}
	time.AfterFunc(400*time.Millisecond, func() { cancel(errors.New("user gave up")) })
	for i, o := range outs {
		r := <-o
		var pe PanicError
		if errors.As(r.Err, &pe) {
			fmt.Println(i, "panic!", strings.Contains(pe.Stack, "main.main.func1("), strings.Contains(pe.Stack, "panic("))
		}
		fmt.Printf("%d %+v\n", i, Result[int]{r.Val, nil})
		fmt.Println(r.Err)
	}
	fmt.Println((<-p.Submit(ctx, "late")).Err)
	p.Close()
	fmt.Println((<-p.Submit(ctx, "closed")).Err, p.panics.Load())
}
