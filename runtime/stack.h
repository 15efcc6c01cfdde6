// Register stacks of goroutines: chunks that never move. The first lies inside the G, later ones are linked.
// A frame never straddles two chunks. Only the VM lays out frames; what the rest of the runtime may know
// is here.
//
// A frame at fp:   fp[-3] return pc   fp[-2] caller's fp   fp[-1] FuncVal* of the running function
//                  fp[0 .. n) results, then receiver and parameters, then locals and outgoing calls
// The G's first frame has return pc == a stub that ends the goroutine. When a call does not fit the current
// chunk, the VM copies the arguments to a new chunk and returns through a stub that copies the results back.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/value.h"

namespace minigo::runtime {

struct G;
struct M;

constexpr int kFrameHeaderSlots = 3;
// g->stack_guard is set to this to make the next call enter the slow path (preemption, stop-the-world).
constexpr uintptr_t kStackPreempt = ~uintptr_t{0} - 4095;

struct StackChunk {
  StackChunk* prev = nullptr;
  Slot* begin = nullptr;
  Slot* end = nullptr;
  // What the VM needs to leave this chunk: the real return pc, caller's frame and where results go.
  const void* return_pc = nullptr;
  Slot* caller_fp = nullptr;
  Slot* results_to = nullptr;
  uint32_t result_slots = 0;
};

// A chunk with at least `slots` free slots, linked before g->chunk; the P's cache or malloc. nullptr: the goroutine's
// stack would exceed the limit (1,000,000,000 bytes, debug.SetMaxStack): the fatal error "stack overflow".
StackChunk* PushChunk(M* m, G* g, size_t slots);
void PopChunk(M* m, G* g);

// One frame as tracebacks and runtime.Callers show it.
struct FrameInfo {
  GoString function;   // "main.worker", "main.main.func1", "main.(*T).Method"
  GoString file;       // absolute path
  int32_t line = 0;    // of the call, or of the current instruction in the innermost frame
  uintptr_t pc = 0;    // a number that runtime.FuncForPC and CallersFrames map back
  uintptr_t entry = 0;
  bool hidden = false;  // runtime internals and compiler-made wrappers: not shown
  int32_t arg_words = 0;
  const Slot* fp = nullptr;
};

}  // namespace minigo::runtime
