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

// A timer in the heap, behind time.Timer and time.Ticker (Go side: an opaque unsafe.Pointer).
struct Timer;
// chan != nullptr: sends the current time (a value made by `make_time`: sec, nsec, mono as time.Time wants) when it fires, never blocking.
// fn != nullptr: starts a goroutine that runs fn, as if by the go statement at go_pc. period > 0: repeats. chan must have been made with a capacity of 1; its
// elements hold pointers (time.Time does), so that the channel keeps the timer alive.
Timer* TimerNew(M* m, Chan* chan, FuncVal* fn, const void* go_pc = nullptr);
// Both return whether the timer was active.
bool TimerReset(M* m, Timer* t, int64_t when, int64_t period);
bool TimerStop(M* m, Timer* t);
// Called when a channel timer fires: writes a time.Time for now into `elem` (3 words as package time lays it out).
// Registered once by stdlib/time.
using MakeTimeFn = void (*)(Runtime* rt, void* elem);
void SetMakeTime(Runtime* rt, MakeTimeFn fn);

// Parks the running goroutine for ns nanoseconds (<= 0: yields). kParked as in chan.h.
ChanStatus Sleep(M* m, int64_t ns);

}  // namespace minigo::runtime
