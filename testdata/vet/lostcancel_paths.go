package main

import (
	"context"
	"log"
	"os"
	"time"
)

var cond = len(os.Args) > 1

func discarded() {
	ctx, _ := context.WithCancel(context.Background())
	ctx, _ = context.WithTimeout(ctx, time.Second)
	ctx, _ = context.WithDeadlineCause(ctx, time.Time{}, nil)
	_ = ctx
}

func good() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_ = ctx
}

func onePath() {
	ctx, cancel := context.WithCancel(context.Background())
	_ = ctx
	if cond {
		return
	}
	cancel()
}

func fallsOff() {
	_, cancel := context.WithTimeout(context.Background(), 1)
	if cond {
		cancel()
	}
}

func fatal() {
	_, cancel := context.WithCancelCause(context.Background())
	if cond {
		log.Fatal("no")
	}
	if !cond {
		os.Exit(1)
	}
	if cond == true {
		panic(1)
	}
	cancel(nil)
}

func die() { die2() }
func die2() {
	for {
	}
}

func noReturn() {
	_, cancel := context.WithCancel(context.Background())
	if cond {
		die()
	}
	cancel()
}

func loop() {
	for i := 0; i < 3; i++ {
		_, cancel := context.WithCancel(context.Background())
		if i == 1 {
			continue
		}
		cancel()
	}
}

func endless() {
	var cancel func()
	_, cancel = context.WithCancel(context.Background())
	for {
		if cond {
			break
		}
	}
	_ = cancel
}

func switched(n int) {
	var _, cancel = context.WithCancel(context.Background())
	switch n {
	case 1:
		cancel()
	case 2:
		cancel()
		fallthrough
	case 3:
		return
	default:
		cancel()
	}
}

func selected(ch chan int) {
	_, cancel := context.WithCancel(context.Background())
	select {
	case <-ch:
		cancel()
	case ch <- 1:
	}
}

func named() (ctx context.Context, cancel func()) {
	ctx, cancel = context.WithCancel(context.Background())
	return
}

func returned() (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	return ctx, cancel
}

func lit() {
	f := func() {
		_, cancel := context.WithCancel(context.Background())
		if cond {
			return
		}
		defer cancel()
	}
	f()
}

func captured() {
	_, cancel := context.WithCancel(context.Background())
	go func() { cancel() }()
}

func gotos() {
	_, cancel := context.WithCancel(context.Background())
	if cond {
		goto end
	}
	cancel()
end:
	println()
}

func typeSwitch(x any) {
	_, cancel := context.WithCancel(context.Background())
	switch x.(type) {
	case int, string:
		cancel()
	}
}

func labels() {
	_, cancel := context.WithCancel(context.Background())
outer:
	for range 3 {
		for {
			if cond {
				break outer
			}
			continue outer
		}
	}
	cancel()
}

var outerCancel func()

func global() {
	_, outerCancel = context.WithCancel(context.Background())
}

func main() {
	_, cancel := context.WithCancel(context.Background())
	if cond {
		cancel()
	}
}
