// The scheduler's door: creating, readying and running goroutines, stopping the world, blocking calls.
#pragma once

#include <cstdint>

#include "runtime/gmp.h"

namespace minigo::runtime {

// A new goroutine that will call entry(args); go_pc is the go statement's pc. Puts it into runnext.
G* Newproc(M* m, FuncVal* entry, const Slot* args, int arg_slots, const void* go_pc);
// Makes a parked goroutine runnable on m's P.
void Ready(M* m, G* g, bool next = true);
// Parks the running goroutine: after the caller's own unlock it belongs to its waker. The VM must return
// RunResult::kParked. pc and fp are stored before.
void Park(M* m, WaitReason reason, void* on = nullptr);

// While one lives, the M runs no Go code and its P may be taken: for system calls that can block. Natives only, on
// the M's own stack or on a fiber; heap pointers held across it must be in the frame. May be nested in nothing.
class BlockingRegion {
 public:
  // `returns`: the end of the engine waits for the end of the call, rather than abandoning its thread.
  explicit BlockingRegion(M* m, bool returns = false);
  ~BlockingRegion();
  BlockingRegion(const BlockingRegion&) = delete;

 private:
  M* m_;
};

// Whether the goroutine is about to make a call of unknown length on the thread that called RunMain, which would hold
// up its return. If so the native returns kYield, with G::pc set to run it again: elsewhere.
bool LeaveCallersThread(M* m);

// Stops all other Ms at safepoints; used by the collector, GOMAXPROCS, all-goroutine tracebacks.
void StopTheWorld(M* m, const char* reason);
void StartTheWorld(M* m);

// What the VM calls when stack_guard or P::preempt asks: true: yield (return kYielded). pc, fp and sp are stored
// before. Here the world is stopped: the M may wait inside.
bool PreemptRequested(M* m);
// Waits here if the world is being stopped; cheap otherwise. For natives that loop long without returning, and for
// the allocator's slow path.
void Safepoint(M* m);
// runtime.Gosched in a native: nothing to do but to return NativeStatus::kYield.

// The running goroutine is about to end, and whoever waits for what it did may not know: it is not counted any more.
void RetireG(M* m);

// Goroutines of the runtime's own: not counted, not shown in tracebacks, no part in deadlocks.
G* NewSystemG(M* m, FuncVal* entry, const Slot* args, int arg_slots);

// While one lives, m's P makes code instead of running it. A program compiled ahead of time spends no such time, so
// nobody takes goroutines from the P's queue meanwhile: those that it has readied would get ahead of it.
class Translating {
 public:
  explicit Translating(M* m);
  ~Translating();
  Translating(const Translating&) = delete;

 private:
  M* m_;
  bool outer_;
};

// A native that calls back into Go: runs `fn(arg)` on a pooled fiber, so that the goroutine may park inside. Returns kDone
// when it ran to its end, kParked when the goroutine was suspended inside (the VM returns kParked; when resumed, the fiber
// goes on, and after fn's end the VM continues at G::pc, so the caller must have stored the pc after the native call).
// kYielded and kExit likewise. When the caller is itself on a fiber, kDone may come back on another M: read
// G::m anew.
enum class FiberStatus : uint8_t { kDone, kParked, kYielded, kExit };
FiberStatus RunOnFiber(M* m, void (*fn)(M* m, void* arg), void* arg);
// On a fiber only: runs Go function f(args) to its end in a nested VM loop; results are copied to `results`.
// False: it panicked or called Goexit, unwinding goes on when the native returns; or the engine has ended (then the
// native may be running on the thread that takes it down, and must not touch the heap). Afterwards the goroutine may be
// on another M: read G::m anew.
bool CallGo(M* m, FuncVal* f, const Slot* args, int arg_slots, Slot* results, int result_slots);
// Inside a nested loop: the nested run loop returned kParked or kYielded; suspends the fiber until the goroutine runs again,
// and returns the M it then runs on.
M* SuspendFiber(M* m, RunResult why);

// runtime.LockOSThread: the goroutine runs on this thread only, and nothing else does. Calls nest.
void LockOSThread(M* m);
void UnlockOSThread(M* m);

int SetMaxProcs(M* m, int n);  // runtime.GOMAXPROCS: n < 1 only reads
int NumGoroutine(Runtime* rt);
int NumCpu();
int MaxProcs(Runtime* rt);
// debug.SetMaxStack: the limit of PushChunk; returns the old one. 1,000,000,000 bytes at first.
int64_t SetMaxStack(Runtime* rt, int64_t bytes);
uint32_t FastRand(M* m);
uint64_t FastRand64(M* m);

}  // namespace minigo::runtime
