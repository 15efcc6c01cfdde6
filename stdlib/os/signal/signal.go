// Package signal receives the signals that are sent to the program.
package signal

import (
	"context"
	"os"
	"sync"
	"syscall"
)

const numSig = 65

// Natives over the runtime's signal queue.
func enable(sig int)
func disable(sig int)
func ignore(sig int)
func ignored(sig int) bool
func recv() int

type handler [numSig]bool

var (
	mu       sync.Mutex
	handlers = map[chan<- os.Signal]*handler{} // mu
	users    [numSig]int                       // mu; how many handlers want it
	loopOnce sync.Once
)

func loop() {
	for {
		if n := recv(); n != 0 {
			deliver(syscall.Signal(n))
		}
	}
}

func deliver(sig syscall.Signal) {
	mu.Lock()
	defer mu.Unlock()
	for c, h := range handlers {
		if h[sig] {
			select {
			case c <- sig:
			default:
			}
		}
	}
}

func number(sig os.Signal) int {
	if s, ok := sig.(syscall.Signal); ok && s >= 0 && s < numSig {
		return int(s)
	}
	return -1
}

// forget takes the signals, or all, from every handler and calls action with each.
func forget(sigs []os.Signal, action func(int)) {
	mu.Lock()
	defer mu.Unlock()
	each(sigs, func(n int) {
		for c, h := range handlers {
			if h[n] {
				users[n]--
				h[n] = false
				if *h == (handler{}) {
					delete(handlers, c)
				}
			}
		}
		action(n)
	})
}

func each(sigs []os.Signal, f func(int)) {
	if len(sigs) == 0 {
		for n := range numSig {
			f(n)
		}
		return
	}
	for _, s := range sigs {
		if n := number(s); n >= 0 {
			f(n)
		}
	}
}

// Notify sends the signals, or all if none are named, to c; one for which c has no room is dropped.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	mu.Lock()
	defer mu.Unlock()
	h := handlers[c]
	if h == nil {
		h = new(handler)
		handlers[c] = h
	}
	each(sig, func(n int) {
		if h[n] {
			return
		}
		h[n] = true
		if users[n] == 0 {
			enable(n)
			loopOnce.Do(func() { go loop() })
		}
		users[n]++
	})
}

// Stop ends what Notify has begun for c; nothing is sent to it afterwards.
func Stop(c chan<- os.Signal) {
	mu.Lock()
	defer mu.Unlock()
	h := handlers[c]
	if h == nil {
		return
	}
	delete(handlers, c)
	for n, want := range h {
		if want {
			users[n]--
			if users[n] == 0 {
				disable(n)
			}
		}
	}
}

// Reset undoes Notify for the signals, or all.
func Reset(sig ...os.Signal) { forget(sig, disable) }

// Ignore makes the signals, or all, do nothing.
func Ignore(sig ...os.Signal) { forget(sig, ignore) }

// Ignored reports whether the signal does nothing.
func Ignored(sig os.Signal) bool {
	n := number(sig)
	return n >= 0 && ignored(n)
}

// NotifyContext returns a context that is cancelled by one of the signals, by stop, or with parent. stop also undoes the
// notification.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	c := &signalCtx{Context: ctx, cancel: cancel, signals: signals, ch: make(chan os.Signal, 1)}
	Notify(c.ch, signals...)
	if ctx.Err() == nil {
		go func() {
			select {
			case s := <-c.ch:
				c.cancel(signalError(s.String() + " signal received"))
			case <-c.Done():
			}
		}()
	}
	return c, c.stop
}

type signalCtx struct {
	context.Context

	cancel  context.CancelCauseFunc
	signals []os.Signal
	ch      chan os.Signal
}

func (c *signalCtx) stop() {
	c.cancel(nil)
	Stop(c.ch)
}

func (c *signalCtx) String() string {
	name := c.Context.(interface{ String() string }).String()
	s := "signal.NotifyContext(" + name[:len(name)-len(".WithCancel")]
	if len(c.signals) != 0 {
		s += ", ["
		for i, sig := range c.signals {
			if i > 0 {
				s += " "
			}
			s += sig.String()
		}
		s += "]"
	}
	return s + ")"
}

type signalError string

func (s signalError) Error() string { return string(s) }

// Is makes errors.Is(err, context.Canceled) true.
func (s signalError) Is(target error) bool { return target == context.Canceled }
