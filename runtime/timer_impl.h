// The inside of timers, shared by timer.cc and the poller (deadlines).
#pragma once

#include <cstdint>

#include "runtime/smalllock.h"
#include "runtime/timer.h"

namespace minigo::runtime {

struct TimerHeap;

// Zeroed memory is a timer that is not set. `mu` guards all fields but `index`, which the lock of `home` guards. Locks are
// taken in the order Timer::mu, then TimerHeap or Chan.
//
// Channel timers are in a timer heap only while goroutines block on the channel (blocked > 0): otherwise nothing but the
// program refers to them, so they can be collected, and whoever looks at the channel fires them first if they are due.
struct Timer {
  SmallLock mu;
  uint32_t blocked;
  int32_t index;
  TimerHeap* home;  // the heap it is in
  int64_t when;     // 0: not set
  int64_t period;
  bool fake;      // goes by the clock of a bubble. Constant, but for sleepers
  uint32_t tie;   // fake ones: which of those due at one moment comes first
  // What it does: exactly one is set.
  Chan* chan;       // sends the time
  FuncVal* fn;      // starts a goroutine,
  const void* go_pc;  // there
  G* sleeper;       // readies it
  void (*call)(M* m, Timer* t);  // calls, with mu unlocked
  void* call_arg;
  uint64_t call_tag;  // the caller's, to know a call that comes too late; guarded by the caller
};

bool TimerSet(M* m, Timer* t, int64_t when, int64_t period, bool wake);

}  // namespace minigo::runtime
