// The poller: goroutines that wait for descriptors. What stands behind internal/poll's runtime_poll* functions.
#pragma once

#include <cstdint>

#include "runtime/chan.h"
#include "runtime/gmp.h"

namespace minigo::runtime {

// A pollable descriptor: opaque, outside of the heap.
struct PollDesc;

// Numbered as internal/poll expects them.
enum class PollError : uint8_t { kNone = 0, kClosing = 1, kTimeout = 2, kNotPollable = 3 };

// fd must be non-blocking. nullptr with *err (an errno; EPERM for regular files) if it cannot be polled.
PollDesc* PollOpen(M* m, int fd, int* err);
// After PollUnblock; fd is still open.
void PollClose(M* m, PollDesc* pd);
// Before an operation; mode is 'r' or 'w'. Forgets an earlier readiness.
PollError PollReset(PollDesc* pd, int mode);
// Waits until the descriptor may be ready; *result is a PollError, written before the goroutine goes on. kDone or
// kParked.
ChanStatus PollWait(M* m, PollDesc* pd, int mode, Slot* result, WaitReason reason = WaitReason::kIoWait);
// mode 'r', 'w' or 'r' + 'w'; when as NanoTime(rt): 0 none, < 0 in the past.
void PollSetDeadline(M* m, PollDesc* pd, int64_t when, int mode);
// The descriptor is about to be closed: waiters wake up with kClosing, and so will all later ones.
void PollUnblock(M* m, PollDesc* pd);

}  // namespace minigo::runtime
