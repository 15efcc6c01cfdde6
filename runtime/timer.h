// Timers: one heap per P, with Go 1.23 semantics (a timer's channel is synchronous: after Stop or Reset no
// stale value is received; unreferenced timers are collected).
#pragma once

#include <cstdint>

#include "runtime/chan.h"

namespace minigo::runtime {

int64_t NanoTime();                            // monotonic
void WallTime(int64_t* sec, int32_t* nsec);    // since 1970
// The engine's own clocks: virtual in deterministic mode.
int64_t NanoTime(Runtime* rt);
void WallTime(Runtime* rt, int64_t* sec, int32_t* nsec);
// The clock of the running goroutine's bubble, in nanoseconds since 1970; 0: it is in none.
int64_t BubbleTime(const M* m);
uint32_t BubbleId(const M* m);

// A timer in the heap, behind time.Timer and time.Ticker (Go side: an opaque unsafe.Pointer).
struct Timer;
// chan != nullptr: sends the current time (a value made by `make_time`: sec, nsec, mono as time.Time wants) when it fires, never blocking.
// fn != nullptr: starts a goroutine that runs fn, as if by the go statement at go_pc. period > 0: repeats. chan must have been made with a capacity of 1; its
// elements hold pointers (time.Time does), so that the channel keeps the timer alive.
Timer* TimerNew(M* m, Chan* chan, FuncVal* fn, const void* go_pc = nullptr);
// Both return whether the timer was active. One made in a bubble may only be touched in one: otherwise they raise a fatal error.
bool TimerReset(M* m, Timer* t, int64_t when, int64_t period);
bool TimerStop(M* m, Timer* t);
// Called when a channel timer fires, `late` nanoseconds after it was due: writes a time.Time into `elem` (3 words as package time
// lays it out) for when it was due or, if fake_ns is not 0, for that moment of a bubble's clock.
// Registered once by stdlib/time.
using MakeTimeFn = void (*)(Runtime* rt, void* elem, int64_t late, int64_t fake_ns);
void SetMakeTime(Runtime* rt, MakeTimeFn fn);

// Parks the running goroutine for ns nanoseconds (<= 0: yields). kParked as in chan.h.
ChanStatus Sleep(M* m, int64_t ns);

}  // namespace minigo::runtime
