// A future and a promise built on a one-element channel.
package main

import (
	"errors"
	"fmt"
	"time"
)

type Future[T any] struct {
	done chan struct{}
	val  T
	err  error
}

func Async[T any](f func() (T, error)) *Future[T] {
	fu := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(fu.done)
		fu.val, fu.err = f()
	}()
	return fu
}

func (f *Future[T]) Await() (T, error) {
	<-f.done
	return f.val, f.err
}

func Then[T, U any](f *Future[T], g func(T) (U, error)) *Future[U] {
	return Async(func() (U, error) {
		v, err := f.Await()
		if err != nil {
			var zero U
			return zero, err
		}
		return g(v)
	})
}

func main() {
	a := Async(func() (int, error) { time.Sleep(time.Millisecond); return 21, nil })
	b := Then(a, func(n int) (string, error) { return fmt.Sprint("answer ", n*2), nil })
	fmt.Println(b.Await())
	c := Then(Async(func() (int, error) { return 0, errors.New("no data") }),
		func(n int) (float64, error) { return float64(n), nil })
	fmt.Println(c.Await())
	fmt.Println(a.Await())
	fmt.Println(a.Await())
}
