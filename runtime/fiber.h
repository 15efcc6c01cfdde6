// Fibers: C++ stacks on which natives that call back into Go run, so that the goroutine may park inside. proc.h has
// the door (RunOnFiber, CallGo, SuspendFiber); this is the object.
#pragma once

#include <atomic>
#include <cstddef>

#include "runtime/gmp.h"

namespace minigo::runtime {

// A fiber is free, or belongs to one goroutine. The innermost fiber of a goroutine is G::fiber; a fiber that was
// started from another one has that as its parent, and the parent waits for it to end.
struct Fiber {
  char* low = nullptr;   // the stack is [low, high); below low a guard page, if guarded
  char* high = nullptr;
  bool guarded = false;
  bool used = false;
  G* g = nullptr;
  Fiber* parent = nullptr;
  void (*fn)(M* m, void* arg) = nullptr;
  void* arg = nullptr;
  // Where it goes on, while it is not running: the stack is live from here up.
  void* context = nullptr;
  // Set once `context` is: the goroutine may be woken, and another M may want the fiber, before its last M has left it.
  std::atomic<bool> saved{false};
  M* m = nullptr;  // that it runs on
  Fiber* next = nullptr;      // free list
  Fiber* all_next = nullptr;
  void* tsan = nullptr;
  void* asan_fake = nullptr;
};

}  // namespace minigo::runtime
