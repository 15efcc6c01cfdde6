// Package synctest tests concurrent code.
//
// Test runs a function in a bubble: it and all goroutines it starts share a clock of their own, which begins at
// 2000-01-01 00:00:00 UTC and moves, at once, to the next timer when every goroutine of the bubble is durably blocked.
//
// A goroutine is durably blocked if only another one of the bubble, or the clock, can wake it: when it waits on a channel made in the
// bubble, on a nil channel, in a select over only such channels, in sync.Cond.Wait, in the Wait of a sync.WaitGroup that
// was added to in the bubble, or in time.Sleep. It is not when it waits for a mutex, for the network or for a system call.
//
// Channels, timers and tickers made in a bubble belong to it; to use them from outside ends the program.
package synctest

import (
	"internal/synctest"
	"testing"
)

// Test runs f in a new bubble and waits until all goroutines of it have ended; if they are blocked for good, Test panics. The T that f
// gets stands for t, but for Run, Parallel and Deadline, which must not be called. Its Context, and what is given to
// Cleanup, are of the bubble.
func Test(t *testing.T, f func(*testing.T)) {
	var ok bool
	synctest.Run(func() { ok = synctest.TestInBubble(t, f) })
	if !ok {
		t.FailNow()
	}
}

// Wait waits until every other goroutine of the bubble is durably blocked. It is to be called in a bubble, by one goroutine at
// a time.
func Wait() { synctest.Wait() }
