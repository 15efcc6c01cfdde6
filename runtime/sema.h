// Semaphores on addresses, behind sync.Mutex and its kin, and the notify list behind sync.Cond
// (Mullender and Cox, "Semaphores in Plan 9").
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/gmp.h"

namespace minigo::runtime {

enum class SemStatus : uint8_t { kDone, kParked };

// Waits until *addr > 0 and decrements it. kParked as in chan.h: pc and fp stored before.
SemStatus SemAcquire(M* m, uint32_t* addr, WaitReason reason, bool lifo);
// Increments *addr and wakes one waiter. handoff: the waiter runs at once in this time slice.
void SemRelease(M* m, uint32_t* addr, bool handoff);

struct NotifyList {  // in memory of Go type sync.notifyList: {wait, notify uint32; lock, head, tail uintptr}
  std::atomic<uint32_t> wait;
  uint32_t notify;
  uintptr_t lock;
  Sudog* head;
  Sudog* tail;
};
uint32_t NotifyAdd(NotifyList* l);
SemStatus NotifyWait(M* m, NotifyList* l, uint32_t ticket);
void NotifyAll(M* m, NotifyList* l);
void NotifyOne(M* m, NotifyList* l);

}  // namespace minigo::runtime
