// This file implements stopping the world and preemption, and what needs a world that stands still: changing the number of
// Ps. README.md, "Scheduler".
#include <climits>

#include <sched.h>

#include "runtime/base/check.h"
#include "runtime/proc_impl.h"
#include "runtime/timer.h"

namespace minigo::runtime {

void PreemptP(P* p, bool slice_over) {
  if (slice_over) p->slice_over.store(true, kRelaxed);
  p->preempt.store(true, kSeqCst);
  G* g = p->running.load(kAcquire);
  // g may have left p meanwhile; then its next call asks once in vain.
  if (g != nullptr) g->stack_guard.store(kStackPreempt, kSeqCst);
}

void PreemptAll(Sched* s) {
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) {
    if (s->all_p[i]->status.load(kRelaxed) == PStatus::kRunning) PreemptP(s->all_p[i], false);
  }
}

[[gnu::noinline]] void StopHere(Sched* s, M* m) {
  // Registers that the frames above saved nowhere are pushed into this frame.
  __builtin_unwind_init();
  P* p = m->p;
  if (p == nullptr) {
    if (s->gc_waiting.load(kAcquire) != 0) FutexWait(&s->gc_waiting, 1, 1'000'000);
    return;
  }
  s->lock.Lock();
  if (s->gc_waiting.load(kRelaxed) == 0) {
    s->lock.Unlock();
    return;
  }
  m->impl->stack_low = CurrentSp();
  p->status.store(PStatus::kGcStop, kRelaxed);
  p->stopped_in_place.store(true, kRelease);
  if (--s->stop_wait == 0) s->stop_note.Wake();
  uint32_t starts = s->starts.load(kRelaxed);
  s->lock.Unlock();
  // Not on gc_waiting: the next stop may have raised it again before we look, and would wait for us.
  while (p->stopped_in_place.load(kAcquire)) FutexWait(&s->starts, starts);
  m->impl->stack_low = nullptr;
}

bool TryStopTheWorld(M* m, int64_t timeout_ns) {
  __builtin_unwind_init();
  Sched* s = SchedOf(m);
  int64_t end = timeout_ns < 0 ? kMaxWhen : NanoTime() + timeout_ns;
  while (!s->world.TryLock()) {
    if (s->gc_waiting.load(kAcquire) != 0) {
      StopHere(s, m);
    } else {
      sched_yield();
    }
    if (timeout_ns >= 0 && NanoTime() > end) return false;
  }
  s->stop_note.SleepFor(0);  // forget an old wake-up
  m->impl->stack_low = CurrentSp();
  s->lock.Lock();
  s->stopper = m;
  s->stop_wait = 0;
  s->gc_waiting.store(1, kSeqCst);
  s->interrupt.fetch_or(kInterruptStop, kSeqCst);
  while (P* p = PidleGet(s)) p->status.store(PStatus::kGcStop, kRelaxed);
  int n = s->num_p.load(kRelaxed);
  for (int i = 0; i < n; i++) {
    P* p = s->all_p[i];
    PStatus status = p->status.load(kSeqCst);
    if (p == m->p) {
      p->status.store(PStatus::kGcStop, kRelaxed);
    } else if (status == PStatus::kDead || status == PStatus::kGcStop) {
      continue;
    } else if (status == PStatus::kSyscall &&
               p->status.compare_exchange_strong(status, PStatus::kGcStop, kSeqCst)) {
      p->syscall_tick.fetch_add(1, kRelaxed);
    } else {
      s->stop_wait++;  // running, or on its way between two Ms
    }
  }
  int wait = s->stop_wait;
  s->lock.Unlock();
  if (wait == 0) return true;
  PreemptAll(s);
  while (!s->stop_note.SleepFor(100'000)) {
    if (timeout_ns >= 0 && NanoTime() > end) {
      MutexLock hold(s->lock);
      if (s->stop_wait != 0) return false;
      break;
    }
    PreemptAll(s);
  }
  return true;
}

[[gnu::noinline]] void StopTheWorld(M* m, const char* reason) { TryStopTheWorld(m, -1); }

void StartTheWorld(M* m) {
  Sched* s = SchedOf(m);
  P* with_work = nullptr;
  s->lock.Lock();
  s->stopper = nullptr;
  m->impl->stack_low = nullptr;
  s->stop_wait = 0;
  s->gc_waiting.store(0, kSeqCst);
  s->interrupt.fetch_and(~static_cast<uint32_t>(kInterruptStop), kSeqCst);
  int n = s->num_p.load(kRelaxed);
  int max = s->max_procs.load(kRelaxed);
  for (int i = n; i-- > 0;) {  // so that the lowest ends up first on the idle list
    P* p = s->all_p[i];
    if (p->status.load(kRelaxed) != PStatus::kGcStop) continue;
    if (p == m->p) {
      p->status.store(PStatus::kRunning, kSeqCst);
    } else if (p->stopped_in_place.load(kRelaxed)) {
      p->status.store(PStatus::kRunning, kSeqCst);
      p->stopped_in_place.store(false, kRelease);
    } else if (i >= max) {
      GList rest;
      RunqDrain(p, &rest);
      GlobalPutAll(s, &rest);
      p->status.store(PStatus::kDead, kRelaxed);
    } else if (GivePToWaiter(s, p)) {
      continue;
    } else if (!RunqEmpty(p)) {
      p->status.store(PStatus::kIdle, kRelaxed);
      p->link = with_work;
      with_work = p;
    } else {
      PidlePut(s, p);
    }
  }
  bool more = s->runq.size > 0;
  if (s->sysmon_asleep.load(kRelaxed)) {
    s->sysmon_asleep.store(false, kRelaxed);
    s->sysmon_note.Wake();
  }
  s->starts.fetch_add(1, kSeqCst);
  s->lock.Unlock();
  FutexWake(&s->starts, INT_MAX);
  s->world.Unlock();
  while (with_work != nullptr) {
    P* p = with_work;
    with_work = p->link;
    p->link = nullptr;
    StartM(s, p, false);
  }
  // Timers of idle Ps may have come due with the poller's M kept from taking a P.
  if (more || AnyTimers(s)) Wakep(s);
}

bool HandleInterrupt(Sched* s, M* m) {
  while (s->gc_waiting.load(kAcquire) != 0 && m->p != nullptr) StopHere(s, m);
  if ((s->interrupt.load(kRelaxed) & kInterruptDump) != 0) DumpAndExit(s, m);
  return !IsLeaving(s, m);
}

void Safepoint(M* m) {
  Sched* s = SchedOf(m);
  if (s->gc_waiting.load(kRelaxed) == 0) return;
  while (s->gc_waiting.load(kAcquire) != 0) StopHere(s, m);
}

bool PreemptRequested(M* m) {
  Sched* s = SchedOf(m);
  G* g = m->g;
  P* p = m->p;
  bool stress = s->yield_stress != 0;
  g->stack_guard.store(stress ? kStackPreempt : reinterpret_cast<uintptr_t>(g->chunk->end),
                       kRelaxed);
  p->preempt.store(stress, kSeqCst);
  bool yield = p->slice_over.exchange(false, kSeqCst);
  if (stress && ++m->impl->stress_count >= static_cast<uint32_t>(s->yield_stress)) {
    m->impl->stress_count = 0;
    yield = true;
  }
  uint32_t interrupt = s->interrupt.load(kSeqCst);
  if (m->locks > 0) {
    // Ask again later.
    if (yield || interrupt != 0) PreemptP(p, yield);
    return false;
  }
  if (interrupt != 0 && !HandleInterrupt(s, m)) return true;
  return yield || p->id >= s->max_procs.load(kRelaxed);
}

int MaxProcs(Runtime* rt) { return rt->sched->max_procs.load(kRelaxed); }

int SetMaxProcs(M* m, int n) {
  Sched* s = SchedOf(m);
  if (n > kMaxProcs) n = kMaxProcs;
  int old = s->max_procs.load(kRelaxed);
  if (n < 1 || n == old || s->deterministic) return old;
  StopTheWorld(m, "GOMAXPROCS");
  {
    MutexLock hold(s->lock);
    for (int i = 0; i < n; i++) {
      P* p = i < s->num_p.load(kRelaxed) ? s->all_p[i] : NewP(s, i);
      PStatus status = p->status.load(kRelaxed);
      if (status == PStatus::kDead || status == PStatus::kIdle) {
        p->status.store(PStatus::kGcStop, kRelaxed);
      }
    }
    s->max_procs.store(n, kSeqCst);
    // If the caller's own P goes, it moves to one that nobody holds. Others leave theirs at their next safepoint.
    if (m->p->id >= n) {
      for (int i = 0; i < n; i++) {
        P* p = s->all_p[i];
        if (p->status.load(kRelaxed) != PStatus::kGcStop || p->stopped_in_place.load(kRelaxed)) {
          continue;
        }
        P* mine = ReleaseP(m);
        mine->status.store(PStatus::kGcStop, kRelaxed);
        m->p = p;
        p->m = m;
        p->running.store(m->g, kRelease);
        break;
      }
    }
  }
  StartTheWorld(m);
  for (int i = n; i < s->num_p.load(kRelaxed); i++) PreemptP(s->all_p[i], true);
  if (!s->sysmon_started.load(kRelaxed)) StartSysmon(s);
  return old;
}

}  // namespace minigo::runtime
