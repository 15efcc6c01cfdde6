package time

import (
	"internal/rt"
	"unsafe"
)

// A timer that sends the time on c, or starts f in a goroutine, at pc as far as traces are concerned.
func newTimer(c chan Time, f func(), pc uint64) unsafe.Pointer
func resetTimer(t unsafe.Pointer, when int64, period int64) bool
func stopTimer(t unsafe.Pointer) bool
func nanotime() int64

// when returns the moment d from now on the monotonic clock.
func when(d Duration) int64 {
	if d <= 0 {
		return nanotime()
	}
	t := nanotime() + int64(d)
	if t < 0 {
		t = 1<<63 - 1
	}
	return t
}

// A Timer is a single event: it sends the time on C, unless AfterFunc made it.
type Timer struct {
	C <-chan Time
	t unsafe.Pointer
}

// NewTimer returns a Timer that sends on its channel after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{c, newChanTimer(c)}
	resetTimer(t.t, when(d), 0)
	return t
}

// goFunc names in traces what starts the goroutines of AfterFunc.
func goFunc() {}

func newFuncTimer(f func()) unsafe.Pointer {
	starter := goFunc
	pc := rt.FuncEntry(*(*unsafe.Pointer)(unsafe.Pointer(&starter)))
	return newTimer(nil, f, uint64(pc)|1)
}

// newChanTimer makes a timer that sends the time to c, which has room for one. Before go1.23 that one stayed there when the
// timer was stopped or set again.
func newChanTimer(c chan Time) unsafe.Pointer {
	if rt.GoMinor >= 23 {
		return newTimer(c, nil, 0)
	}
	return newFuncTimer(func() {
		select {
		case c <- Now():
		default:
		}
	})
}

// AfterFunc calls f in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{nil, newFuncTimer(f)}
	resetTimer(t.t, when(d), 0)
	return t
}

// After returns the channel of a new Timer.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop keeps t from firing; it reports whether t was active.
func (t *Timer) Stop() bool {
	if t.t == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.t)
}

// Reset makes t fire after d; it reports whether t was active.
func (t *Timer) Reset(d Duration) bool {
	if t.t == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	return resetTimer(t.t, when(d), 0)
}

// A Ticker sends the time on C at intervals.
type Ticker struct {
	C <-chan Time
	t unsafe.Pointer
}

// NewTicker returns a Ticker with interval d, which must be positive.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{c, newChanTimer(c)}
	resetTimer(t.t, when(d), int64(d))
	return t
}

// Stop turns t off; its channel is not closed.
func (t *Ticker) Stop() {
	if t.t != nil {
		stopTimer(t.t)
	}
}

// Reset sets the interval of t to d, beginning now.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.t == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	resetTimer(t.t, when(d), int64(d))
}

// Tick returns the channel of a new Ticker, or nil if d is not positive.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
