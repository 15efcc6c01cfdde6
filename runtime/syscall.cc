// This file implements blocking calls: how an M leaves its P behind, and how it comes back to one. README.md, "Scheduler".
#include <unistd.h>

#include "runtime/base/check.h"
#include "runtime/proc_impl.h"

namespace minigo::runtime {

void WaitForP(Sched* s, M* m) {
  s->lock.Lock();
  if (s->gc_waiting.load(kRelaxed) == 0) {
    if (P* p = PidleGet(s)) {
      s->lock.Unlock();
      AcquireP(m, p);
      return;
    }
  }
  m->impl->next_waiter = nullptr;
  m->impl->waiting_for_p = true;
  if (s->p_waiters_tail != nullptr) {
    s->p_waiters_tail->impl->next_waiter = m;
  } else {
    s->p_waiters = m;
  }
  s->p_waiters_tail = m;
  s->num_p_waiters.fetch_add(1, kSeqCst);
  s->lock.Unlock();
  do {
    m->impl->park.Sleep();
  } while (m->impl->next_p == nullptr);
  P* p = m->impl->next_p;
  m->impl->next_p = nullptr;
  AcquireP(m, p);
}

[[gnu::noinline]]
#if defined(__SANITIZE_ADDRESS__)
__attribute__((no_sanitize("address")))
#endif
BlockingRegion::BlockingRegion(M* m, bool returns)
    : m_(m) {
  __builtin_unwind_init();
  Sched* s = SchedOf(m);
  M::Impl* impl = m->impl;
  if (s->deterministic) return;
  // What the native keeps in registers has just been pushed below this frame's address; the frame dies
  // before the region does, so keep a copy for the collector.
  const auto* frame = static_cast<const uintptr_t*>(__builtin_frame_address(0));
  for (int i = 0; i < 12; i++) {
    impl->spilled[i] = reinterpret_cast<void*>(*static_cast<const volatile uintptr_t*>(frame + i - 8));
  }
  impl->spilled_live = true;
  impl->stack_low = frame;
  P* p = m->p;
  MINIGO_DCHECK(p != nullptr && impl->call_state.load(kRelaxed) == M::Impl::kNoCall);
  impl->old_p = p;
  impl->returns = returns;
  if (m->g != nullptr) m->g->status.store(GStatus::kSyscall, kRelaxed);
  p->m = nullptr;
  m->p = nullptr;
  impl->call_state.store(M::Impl::kInCall, kRelaxed);
  p->syscall_tick.fetch_add(1, kRelaxed);
  p->status.store(PStatus::kSyscall, kSeqCst);
  if (s->gc_waiting.load(kSeqCst) != 0) {
    MutexLock hold(s->lock);
    PStatus status = PStatus::kSyscall;
    if (s->gc_waiting.load(kRelaxed) != 0 && s->stop_wait > 0 &&
        p->status.compare_exchange_strong(status, PStatus::kGcStop, kSeqCst)) {
      p->syscall_tick.fetch_add(1, kRelaxed);
      if (--s->stop_wait == 0) s->stop_note.Wake();
    }
  }
  WakeSysmon(s);
}

BlockingRegion::~BlockingRegion() {
  M* m = m_;
  M::Impl* impl = m->impl;
  uint32_t state = M::Impl::kInCall;
  if (!impl->call_state.compare_exchange_strong(state, M::Impl::kNoCall, kSeqCst)) {
    if (state == M::Impl::kNoCall) return;  // deterministic mode
    for (;;) pause();                       // the engine is gone
  }
  Sched* s = SchedOf(m);
  P* p = impl->old_p;
  PStatus status = PStatus::kSyscall;
  if (p->status.compare_exchange_strong(status, PStatus::kRunning, kSeqCst)) {
    m->p = p;
    p->m = m;
  } else {
    WaitForP(s, m);
    P* now = m->p;
    now->running.store(m->g, kRelease);
    now->preempt.store(s->yield_stress != 0 || s->interrupt.load(kSeqCst) != 0, kSeqCst);
  }
  if (m->g != nullptr) m->g->status.store(GStatus::kRunning, kRelaxed);
  impl->stack_low = nullptr;
  impl->spilled_live = false;
}

bool LeaveCallersThread(M* m) {
  Sched* s = SchedOf(m);
  G* g = m->g;
  if (m != s->m0 || s->deterministic || g == s->main_g.load(kRelaxed) || g->locked_m != nullptr) return false;
  g->off_m0 = true;
  return true;
}

}  // namespace minigo::runtime
