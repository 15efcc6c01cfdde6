// The scheduler's three nouns. G: a goroutine; M: a thread; P: what a thread needs to run Go code (run queue,
// allocation caches). Names and states are those of Go's runtime (runtime2.go), so that a reader of proc.go is
// at home.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/stack.h"
#include "runtime/value.h"

namespace minigo::runtime {

struct G;
struct M;
struct P;
struct Runtime;
struct Bubble;  // synctest.h
struct Sudog;
struct Fiber;
struct MCache;   // heap.cc: the P's free lists
struct Defer;    // interp/vm/unwind.cc
struct Panic;    // interp/vm/unwind.cc
struct TimerHeap;
struct Timer;

enum class GStatus : uint32_t { kIdle, kRunnable, kRunning, kSyscall, kWaiting, kDead };

// Why a goroutine waits: the text in brackets of a traceback.
enum class WaitReason : uint8_t {
#define WAIT_REASON(name, text) k##name,
#include "runtime/wait_reasons.def"
#undef WAIT_REASON
};
const char* WaitReasonText(WaitReason r);

struct G {
  // ---- read and written by the VM of the M that runs the G; by others only while the G is stopped
  const void* pc = nullptr;  // next instruction; valid while the G is not in the VM loop, and at safepoints
  Slot* fp = nullptr;        // current frame
  Slot* sp = nullptr;        // one past the last slot that the current frame uses (for the scan)
  // The end of the current chunk, or kStackPreempt. Any thread may store kStackPreempt.
  std::atomic<uintptr_t> stack_guard{0};
  StackChunk* chunk = nullptr;
  size_t stack_bytes = 0;  // of all chunks
  Defer* defers = nullptr;
  Panic* panics = nullptr;
  void* nested = nullptr;  // the VM's: loops of CallGo in progress
  M* m = nullptr;          // the M that runs it
  Fiber* fiber = nullptr;  // the fiber it is suspended on, if a native that calls back into Go is on its way
  // Called by the VM when the G runs again, before its next instruction: unlinks a select's losers, raises
  // "send on closed channel". nullptr: nothing to do. It clears the field itself and may set M::pending.
  void (*resume)(M* m, G* g) = nullptr;
  void* resume_arg = nullptr;

  // ---- the scheduler's
  std::atomic<GStatus> status{GStatus::kIdle};
  WaitReason wait_reason{};
  uint64_t id = 0;
  int64_t wait_since = 0;   // nanoseconds, monotonic; 0 unless waiting
  G* sched_link = nullptr;  // next in a queue
  Sudog* waiting = nullptr;  // the sudogs it is enqueued with, in lock order
  std::atomic<uint32_t> select_done{0};  // a select's race: the first waker sets it
  void* park_on = nullptr;   // channel, semaphore… for traces
  M* locked_m = nullptr;     // runtime.LockOSThread
  uint64_t parent_id = 0;    // of the goroutine that started it
  const void* go_pc = nullptr;  // the go statement
  bool system = false;       // the runtime's own (finalizers, signals): not counted, not shown, cannot deadlock
  bool preempted = false;
  bool durable = false;     // parked in its bubble, and not counted as running there
  bool off_m0 = false;      // not to be run by the thread that called RunMain
  bool goexit = false;      // set by the VM when runtime.Goexit, not a return, ends the goroutine
  uint32_t lock_count = 0;
  StackChunk* spare_chunk = nullptr;  // the chunk popped last, kept against thrashing at a chunk's edge
  Timer* sleep_timer = nullptr;       // of time.Sleep; made at the first one, kept when the G is recycled

  // ---- what libraries hang on a goroutine
  void* labels = nullptr;          // pprof labels
  Bubble* bubble = nullptr;  // testing/synctest

  // The first chunk; `first` describes it.
  StackChunk first;
  Slot first_slots[48];
};

struct RunQueue {  // 256-entry ring and runnext; see runq.cc
  std::atomic<uint32_t> head{0};
  std::atomic<uint32_t> tail{0};
  std::atomic<G*> ring[256];
  std::atomic<G*> next{nullptr};
};

enum class PStatus : uint32_t { kIdle, kRunning, kSyscall, kGcStop, kDead };

struct P {
  int32_t id = 0;
  std::atomic<PStatus> status{PStatus::kIdle};
  Runtime* rt = nullptr;
  M* m = nullptr;
  P* link = nullptr;  // idle list
  // Tested by the VM at back-edges; set together with the running G's stack_guard.
  std::atomic<bool> preempt{false};
  // Whether the preemption is the end of a time slice; otherwise only a safepoint is wanted.
  std::atomic<bool> slice_over{false};
  std::atomic<G*> running{nullptr};  // what it ran last; for preemption by other threads
  std::atomic<uint32_t> sched_tick{0};
  std::atomic<uint32_t> syscall_tick{0};
  RunQueue runq;
  std::atomic<bool> translating{false};  // see proc.h, Translating
  MCache* mcache = nullptr;
  TimerHeap* timers = nullptr;
  G* dead_gs = nullptr;  // recycled goroutines
  int32_t dead_count = 0;
  StackChunk* chunk_cache = nullptr;
  int32_t chunk_count = 0;
  Sudog* sudog_cache = nullptr;
  int32_t sudog_count = 0;
  Defer* defer_cache = nullptr;
  uint64_t rand_state[2] = {};
  // Goroutines begun and ended here; only the P's M writes, anyone sums.
  std::atomic<int64_t> begun{0};
  std::atomic<int64_t> ended{0};
  uint64_t next_id = 0;  // goroutine numbers in stock: [next_id, end_id)
  uint64_t end_id = 0;
  std::atomic<bool> stopped_in_place{false};  // its M waits at a safepoint, keeping the P
};

// What the VM loop holds on to: everything it needs of its thread is one load away.
struct M {
  Runtime* rt = nullptr;
  P* p = nullptr;
  G* g = nullptr;       // the goroutine that runs
  int32_t id = 0;
  bool spinning = false;
  bool in_native = false;  // free for the VM's use
  uint32_t locks = 0;   // > 0: not preemptible, no collection may start here
  G* locked_g = nullptr;
  M* link = nullptr;    // idle list
  // A panic raised by a native function; the VM looks at it after each native call.
  struct PendingPanic {
    // kPlainError: a runtime.Error whose text has no "runtime error: " before it (channels' misuse).
    // kUnwind: not a panic; a nested loop has been left because its goroutine goes on elsewhere, see CallGo.
    enum Kind : uint8_t { kNone, kValue, kRuntimeError, kFatal, kPlainError, kUnwind } kind = kNone;
    Iface value;      // kValue
    GoString text;    // the others; kRuntimeError: without "runtime error: "
  } pending;
  // A Go call that a native asks for by returning NativeStatus::kCall: the VM calls fn with the slots at args, and
  // copies its results to `results` (memory that outlives the call: the native's frame refers to it).
  struct PendingCall {
    FuncVal* fn;
    const Slot* args;
    int32_t arg_slots;
    int32_t result_slots;
    Slot* results;
  } call;
  int64_t fuel = 0;     // the VM's, where instructions are counted: how many are left of this M's share
  const void* profiled = nullptr;  // likewise, where they are profiled: the last one
  // The lower end of the frame of the VM's loop on the thread's own stack, during a run. What natives keep for the collector
  // lies below; neither the loop nor what called it keeps anything. nullptr: not known, all of the stack counts.
  const void* loop_low = nullptr;
  bool in_loop = false;  // such a loop runs; others are nested in it
  struct Impl;          // proc.cc: thread, park semaphore, fibers
  Impl* impl = nullptr;
};

// What running a goroutine led to.
enum class RunResult : uint8_t {
  kParked,   // it waits and belongs to its waker: the M must not touch it
  kYielded,  // preempted or Gosched: to the global queue
  kDead,     // its function returned, or Goexit
  kExit,     // the program is over (main returned, os.Exit, fatal error): see Runtime::exit_status
};

// What the runtime must know of the VM, given once at start. The runtime never names the VM otherwise.
struct Executor {
  // Runs m->g until it parks, yields or ends. Called on the M's scheduler stack. First calls G::resume if set, then
  // looks at M::pending: a resume function, or a native that ended on a fiber, may have raised a panic.
  // kDead: g->fp is the first frame again, so that its results lie at g->fp[0..); g->goexit is set if Goexit
  // ended it.
  RunResult (*run)(M* m);
  // Lays the first frame of a new goroutine: entry(args). args are parameter slots.
  void (*prepare)(M* m, G* g, FuncVal* entry, const Slot* args, int arg_slots);
  // Visits g's frames, innermost first, until visit returns false. g is stopped or the caller's own.
  void (*walk)(Runtime* rt, const G* g, bool (*visit)(void* arg, const FrameInfo& f), void* arg);
  // FrameInfo of a pc taken from FrameInfo::pc (or G::go_pc).
  bool (*describe)(Runtime* rt, uintptr_t pc, FrameInfo* out);
  // Visits memory outside of frames that belongs to g and may hold heap pointers (defers, panics).
  void (*roots)(const G* g, void (*scan)(void* arg, const void* start, size_t bytes), void* arg);
  // Frees what the VM hung on a dead g.
  void (*release)(M* m, G* g);
  // CallGo of proc.h: runs f(args) to its end in a nested VM loop on top of m->g's frames. When the nested loop
  // parks or yields, it calls SuspendFiber and goes on with the M that returns. nullptr: there is no CallGo.
  bool (*call)(M* m, FuncVal* f, const Slot* args, int arg_slots, Slot* results, int result_slots);
  // Frees what the VM cached on p, which is about to be freed. nullptr: nothing.
  void (*release_p)(P* p) = nullptr;
  // Shows the collector the words of g's frames that may be heap pointers; the memory is the callback's for the moment
  // only. Any thread, the world stopped. nullptr: all of the stack is scanned.
  void (*frames)(Runtime* rt, const G* g, void (*scan)(void* arg, const void* start, size_t bytes),
                 void* arg) = nullptr;
};

}  // namespace minigo::runtime
