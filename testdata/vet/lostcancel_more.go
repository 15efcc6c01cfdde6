package main

import (
	"context"
	"errors"
	"testing"
)

type S struct{ cancel context.CancelFunc }

func field(s *S) {
	_, s.cancel = context.WithCancel(context.Background())
}

func reassigned() {
	ctx, cancel := context.WithCancel(context.Background())
	_, cancel = context.WithCancel(ctx)
	cancel()
}

func shadow() error {
	ctx, cancel := context.WithCancel(context.Background())
	{
		_, cancel := context.WithTimeout(ctx, 1)
		defer cancel()
	}
	if ctx == nil {
		cancel()
	}
	if ctx.Err() != nil {
		return errors.New("x")
	}
	return nil
}

func deferred() {
	_, cancel := context.WithCancel(context.Background())
	defer func() {
		cancel()
	}()
}

func passed() {
	_, cancel := context.WithCancel(context.Background())
	use(cancel)
}

func use(func()) {}

func blank() {
	_, cancel := context.WithCancel(context.Background())
	_ = cancel
}

func inIf() error {
	if ctx, cancel := context.WithCancel(context.Background()); ctx != nil {
		return nil
	} else {
		cancel()
	}
	return nil
}

func test(t *testing.T) {
	_, cancel := context.WithCancel(context.Background())
	if true {
		t.Fatal("x")
	}
	if false {
		t.Skipf("x")
	}
	cancel()
}

func rangeOver(xs []int) {
	_, cancel := context.WithCancel(context.Background())
	for range xs {
		cancel()
	}
}

func forPost() {
	_, cancel := context.WithCancel(context.Background())
	for i := 0; i < 3; cancel() {
		i++
	}
}

func multi() (err error) {
	_, cancel := context.WithCancelCause(context.Background())
	switch {
	case err != nil:
		cancel(err)
		return
	}
	return err
}

func wrap(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(parent)
}

func viaWrap() {
	_, cancel := wrap(context.Background())
	if true {
		return
	}
	cancel()
}

func lits() {
	go func() {
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			select {
			case <-ctx.Done():
			}
			if true {
				return
			}
			cancel()
		}()
	}()
}

func empty() {
	_, cancel := context.WithCancel(context.Background())
	var f func()
	f = func() { cancel() }
	_ = f
	select {}
}

func noExit() {
	_, cancel := context.WithCancel(context.Background())
	for {
		select {
		default:
		}
	}
	cancel()
}

func main() {}
