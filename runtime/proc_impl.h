// What the files that implement the scheduler tell each other: proc.cc, findwork.cc, stopworld.cc, syscall.cc.
#pragma once

#include <atomic>

#include "runtime/sched.h"

namespace minigo::runtime {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;
constexpr auto kSeqCst = std::memory_order_seq_cst;

// ---- proc.cc
P* NewP(Sched* s, int id);
void* ThreadMain(void* arg);

// ---- findwork.cc
void PidlePut(Sched* s, P* p) REQUIRES(s->lock);
P* PidleGet(Sched* s) REQUIRES(s->lock);
void AcquireP(M* m, P* p);
P* ReleaseP(M* m);
M* MGet(Sched* s) REQUIRES(s->lock);
// A P that has come free to the first M that waits for one after a blocking call.
bool GivePToWaiter(Sched* s, P* p) REQUIRES(s->lock);
// The last moments of an M's P when the M leaves for good.
void GiveUpP(Sched* s, M* m);
void GlobalPutAll(Sched* s, GList* list) REQUIRES(s->lock);

// Runs p on an idle or new M. p == nullptr: on an idle P, if there is one. When spinning, the caller has counted
// the spinner.
void StartM(Sched* s, P* p, bool spinning);
// Sleeps until another M hands over a P. Returns without one only when the M is to leave.
void StopM(Sched* s, M* m);
// Sleeps until the goroutine locked to this M is to run. False: the M is to leave.
bool StopLockedM(Sched* s, M* m);
// Lets the M to which g is locked run it, on this M's P; this M goes idle.
void StartLockedM(Sched* s, M* m, G* g);

// Whether a wake-up has a chance: some P is idle and nobody spins yet. If no P is idle, an M that is about to give
// up its P is told to look again first.
bool WakeUseful(Sched* s);
void WakepSlow(Sched* s);
// Wakep after readying a goroutine into runnext with nothing else queued.
void WakepForNext(Sched* s);
void DropSpinning(Sched* s, M* m);
// A spinning M has found work: another takes its place, since there may be more.
void ResetSpinning(Sched* s, M* m);

// Returns a goroutine to run, with the M holding a P; nullptr: the M is to leave. *inherit: it goes on in the time slice
// of the last one.
G* FindRunnable(Sched* s, M* m, bool* inherit);

// ---- stopworld.cc
// What running Ms look at besides goroutines. False: the M is to leave.
bool HandleInterrupt(Sched* s, M* m);

// ---- syscall.cc
// Waits in place for a P, after a blocking call or when RunMain starts.
void WaitForP(Sched* s, M* m);

[[gnu::noinline]] inline const void* CurrentSp() { return __builtin_frame_address(0); }

}  // namespace minigo::runtime
