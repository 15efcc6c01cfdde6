// Package synctest makes bubbles: goroutines with a clock of their own, as testing/synctest tells.
package synctest

import "internal/rt"

// TestInBubble is package testing's part in testing/synctest.Test: it runs f, a func(*testing.T), as part of the test t, a
// *testing.T, and reports whether f has not failed.
var TestInBubble func(t, f any) bool

func enter()
func leave()

// start runs f in a goroutine of the bubble; in traces, the caller of Run has started it.
func start(f func())

// idle waits until the bubble can only go on by its clock, or not at all.
func idle()

// advance moves the clock and fires timers, if there are any to come and f has not ended.
func advance() bool

// result: 0 if all goroutines have ended, 1 if all are blocked, 2 if that is so and f has ended.
func result() int

// wait reports whether no other goroutine waits.
func wait() bool

// IsInBubble reports whether the calling goroutine is in a bubble.
func IsInBubble() bool { return rt.BubbleID() != 0 }

type deadlockError struct{ reason string }

func (e deadlockError) Error() string { return e.reason }

// Run calls f in a goroutine of a new bubble, and returns when all goroutines of it have ended.
func Run(f func()) {
	if IsInBubble() {
		panic("synctest.Run called from within a synctest bubble")
	}
	if !rt.Bubbles {
		rt.Bubbles = true
	}
	enter()
	defer leave()
	start(f)
	for idle(); advance(); {
		idle()
	}
	switch result() {
	case 1:
		panic(deadlockError{"deadlock: all goroutines in bubble are blocked"})
	case 2:
		panic(deadlockError{"deadlock: main bubble goroutine has exited but blocked goroutines remain"})
	}
}

// Wait waits until all other goroutines of the bubble are durably blocked.
func Wait() {
	if !IsInBubble() {
		panic("goroutine is not in a bubble")
	}
	if !wait() {
		panic("wait already in progress")
	}
}
