// The inside of channels, shared by chan.cc, select.cc and timer.cc.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "runtime/chan.h"
#include "runtime/smalllock.h"
#include "runtime/timer.h"
#include "runtime/waitq.h"

namespace minigo::runtime {

// In the heap; zeroed memory but for what ChanMake sets. Everything that changes is guarded by `lock`; what is atomic
// may be peeked at without it.
struct Chan {
  std::atomic<uint64_t> count;
  uint64_t cap;
  char* buf;
  const Type* elem;
  uint64_t elem_size;
  uint64_t send_index;
  uint64_t recv_index;
  WaitQ recvq;
  WaitQ sendq;
  Timer* timer;  // of a timer's channel: set once, before the channel is shared
  SmallLock lock;
  std::atomic<uint32_t> closed;
  uint32_t bubble;  // the id of the bubble it was made in, 0: none. Constant

  char* At(uint64_t i) { return buf + i * elem_size; }
  bool LooksFull() const {
    if (cap == 0) return recvq.First() == nullptr;
    return count.load(std::memory_order_acquire) == cap;
  }
  bool LooksEmpty() const {
    if (cap == 0) return sendq.First() == nullptr;
    return count.load(std::memory_order_acquire) == 0;
  }
};

inline void CopyElem(void* to, const void* from, uint64_t n) {
  switch (n) {
    case 0: return;
    case 1: std::memcpy(to, from, 1); return;
    case 2: std::memcpy(to, from, 2); return;
    case 4: std::memcpy(to, from, 4); return;
    case 8: std::memcpy(to, from, 8); return;
    case 16: std::memcpy(to, from, 16); return;
    case 24: std::memcpy(to, from, 24); return;
    default: std::memcpy(to, from, n); return;
  }
}

// kDone: done, and c unlocked. kWouldBlock, or kClosed of a send: nothing done, c still locked.
ChanStatus SendLocked(M* m, Chan* c, const void* elem);
ChanStatus RecvLocked(M* m, Chan* c, void* elem, Slot* ok);

// Writes ok and chosen for a sleeper taken from its queue; under the channel's lock.
void CompleteWait(Sudog* s, bool ok);
// Readies it; after the unlock. Frees s unless a select will.
void WakeWaiter(M* m, Sudog* s);
// The select that s belongs to was woken by the close of the channel it sends on.
void MarkSelectClosed(Sudog* s);

// Whether c belongs to a bubble in which the running goroutine is not; then a fatal error is raised: `what` is what was tried.
bool Bubbled(M* m, const Chan* c, const char* what);

// For timers: sends the time (see MakeTimeFn) if there is room or a receiver, and takes back what has not been received.
bool ChanTrySendTime(M* m, Chan* c, int64_t late, int64_t fake_ns);
bool ChanDrain(Chan* c);

// ---- timer.cc
// A goroutine is about to block on the timer's channel, or no longer is: a channel's timer is in a timer heap only
// while somebody waits.
void TimerBlock(M* m, Timer* t);
void TimerUnblock(M* m, Timer* t);
// Fires a timer that is due but, for want of waiters, in no heap.
void TimerMaybeRun(M* m, Timer* t);

}  // namespace minigo::runtime
