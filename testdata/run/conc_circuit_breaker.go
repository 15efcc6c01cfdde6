package main

import (
	"errors"
	"fmt"
	"math/rand"
	"sync"
	"time"
)

type State int

const (
	Closed State = iota
	Open
	HalfOpen
)

func (s State) String() string { return [...]string{"CLOSED", "OPEN", "HALF-OPEN"}[s] }

var ErrOpen = errors.New("circuit open")

type Breaker struct {
	mu        sync.Mutex
	state     State
	failures  int
	threshold int
	cooldown  time.Duration
	openedAt  time.Time
	now       func() time.Time
	onChange  func(from, to State)
}

func (b *Breaker) set(s State) {
	if b.state != s {
		b.onChange(b.state, s)
		b.state = s
	}
}

func (b *Breaker) Call(f func() error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state == Open {
		if b.now().Sub(b.openedAt) < b.cooldown {
			return ErrOpen
		}
		b.set(HalfOpen)
	}
	if err := f(); err != nil {
		b.failures++
		if b.state == HalfOpen || b.failures >= b.threshold {
			b.openedAt = b.now()
			b.set(Open)
		}
		return fmt.Errorf("call #%d: %w", b.failures, err)
	}
	b.failures = 0
	b.set(Closed)
	return nil
}

func retry(attempts int, base time.Duration, f func(int) error) (err error) {
	r := rand.New(rand.NewSource(1))
	for i := range attempts {
		if err = f(i); err == nil {
			return nil
		}
		d := base << i
		d += time.Duration(r.Int63n(int64(d)/2 + 1))
		fmt.Println("backoff ~", d.Truncate(time.Microsecond*500) >= base<<i, base<<i)
	}
	return fmt.Errorf("after %d attempts: %w", attempts, err)
}

func main() {
	clock := time.Date(2024, 2, 28, 23, 59, 50, 0, time.UTC)
	b := &Breaker{threshold: 3, cooldown: 10 * time.Second, now: func() time.Time { return clock },
		onChange: func(f, t State) { fmt.Printf("  [%s] %v -> %v\n", clock.Format(time.TimeOnly), f, t) }}
	fail := errors.New("timeout")
	script := []error{nil, fail, fail, fail, nil, nil, fail, nil, nil}
	for i, e := range script {
		err := b.Call(func() error { return e })
		fmt.Println(i, err, errors.Is(err, ErrOpen), b.state)
		clock = clock.Add(4 * time.Second)
	}
	fmt.Println(retry(3, time.Millisecond, func(i int) error { return fail }))
	fmt.Println(retry(3, time.Millisecond, func(i int) error {
		if i == 1 {
			return nil
		}
		return fail
	}))
	fmt.Printf("%v %d %s %x %+v %#v\n", Open, Open, Open, Open, Open, Open)
}
