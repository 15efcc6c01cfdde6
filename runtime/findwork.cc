// This file implements finding work: the lists of idle Ps and Ms, the global queue, waking Ms and letting them sleep,
// stealing, and noticing that a program can never go on. README.md, "Scheduler", tells the protocols and why they are so.
#include <climits>

#include "runtime/base/check.h"
#include "runtime/panic.h"
#include "runtime/proc_impl.h"
#include "runtime/roots.h"
#include "runtime/signal.h"
#include "runtime/timer.h"

namespace minigo::runtime {

// ---------------------------------------------------------------- Ps and Ms on their lists

void PidlePut(Sched* s, P* p) REQUIRES(s->lock) {
  p->status.store(PStatus::kIdle, kRelaxed);
  p->link = s->idle_p;
  s->idle_p = p;
  s->num_idle_p.fetch_add(1, kSeqCst);
}

P* PidleGet(Sched* s) REQUIRES(s->lock) {
  P* p = s->idle_p;
  if (p != nullptr) {
    s->idle_p = p->link;
    p->link = nullptr;
    s->num_idle_p.fetch_sub(1, kSeqCst);
    if (s->sysmon_asleep.load(kRelaxed)) {
      s->sysmon_asleep.store(false, kRelaxed);
      s->sysmon_note.Wake();
    }
  }
  return p;
}

void AcquireP(M* m, P* p) {
  MINIGO_DCHECK(m->p == nullptr);
  m->p = p;
  p->m = m;
  p->status.store(PStatus::kRunning, kSeqCst);
}

P* ReleaseP(M* m) {
  P* p = m->p;
  p->m = nullptr;
  m->p = nullptr;
  return p;
}

M* MGet(Sched* s) REQUIRES(s->lock) {
  M* m = s->idle_m;
  if (m != nullptr) {
    s->idle_m = m->link;
    m->link = nullptr;
    m->impl->on_idle_list = false;
    s->num_idle_m--;
  }
  return m;
}

bool GivePToWaiter(Sched* s, P* p) REQUIRES(s->lock) {
  M* w = s->p_waiters;
  if (w == nullptr) return false;
  s->p_waiters = w->impl->next_waiter;
  if (s->p_waiters == nullptr) s->p_waiters_tail = nullptr;
  s->num_p_waiters.fetch_sub(1, kRelaxed);
  w->impl->waiting_for_p = false;
  p->status.store(PStatus::kIdle, kRelaxed);
  w->impl->next_p = p;
  w->impl->park.Wake();
  return true;
}

namespace {

void MPut(Sched* s, M* m) REQUIRES(s->lock) {
  m->link = s->idle_m;
  s->idle_m = m;
  m->impl->on_idle_list = true;
  s->num_idle_m++;
}

void MRemove(Sched* s, M* m) REQUIRES(s->lock) {
  for (M** at = &s->idle_m; *at != nullptr; at = &(*at)->link) {
    if (*at != m) continue;
    *at = m->link;
    m->link = nullptr;
    m->impl->on_idle_list = false;
    s->num_idle_m--;
    return;
  }
}

// A P that its M has let go: stopped with the world, given to who waits for one, or idle.
void ShelveP(Sched* s, P* p) REQUIRES(s->lock) {
  if (s->gc_waiting.load(kRelaxed) != 0) {
    p->status.store(PStatus::kGcStop, kRelaxed);
    if (--s->stop_wait == 0) s->stop_note.Wake();
  } else if (!GivePToWaiter(s, p)) {
    PidlePut(s, p);
  }
}

}  // namespace

// ---------------------------------------------------------------- the global queue

void GlobalPutAll(Sched* s, GList* list) REQUIRES(s->lock) {
  s->runq.PushBackAll(list);
  s->runq_size.store(s->runq.size, kSeqCst);
}

namespace {

// One goroutine for p, and a fair share of the others into p's ring.
G* GlobalGet(Sched* s, P* p, int64_t max) REQUIRES(s->lock) {
  int64_t n = s->runq.size / s->max_procs.load(kRelaxed) + 1;
  if (n > s->runq.size) n = s->runq.size;
  if (max > 0 && n > max) n = max;
  if (n > kRunqSize / 2) n = kRunqSize / 2;
  if (n == 0) return nullptr;
  G* g = s->runq.Pop();
  GList overflow;
  while (--n > 0) RunqPut(p, s->runq.Pop(), false, &overflow);
  s->runq.PushBackAll(&overflow);
  s->runq_size.store(s->runq.size, kSeqCst);
  return g;
}

}  // namespace

// ---------------------------------------------------------------- starting Ms

namespace {

M* NewM(Sched* s) REQUIRES(s->lock) {
  M* m = new M;
  m->impl = new M::Impl;
  m->rt = s->rt;
  m->id = s->next_m_id++;
  m->impl->rand_state = 0x9e3779b97f4a7c15u * (static_cast<uint64_t>(m->id) + 1);
  m->impl->all_link = s->all_m.load(kRelaxed);
  s->num_m++;
  s->all_m.store(m, kRelease);
  return m;
}

void StartThread(Sched* s, M* m) {
  if (m->id >= kMaxThreads) {
    FatalIn(s, nullptr, "runtime: program exceeds 10000-thread limit\n", "thread exhaustion");
  }
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, 8 << 20);
  NoSignals quiet(s->rt);
  int err = pthread_create(&m->impl->thread, &attr, ThreadMain, m);
  if (err != 0) {
    pthread_attr_setstacksize(&attr, 512 << 10);
    err = pthread_create(&m->impl->thread, &attr, ThreadMain, m);
  }
  pthread_attr_destroy(&attr);
  if (err != 0) {
    MINIGO_FAIL("cannot create an operating system thread (have %d already; errno=%d)", m->id, err);
  }
  m->impl->started.store(true, kRelease);
}

}  // namespace

void StartM(Sched* s, P* p, bool spinning) {
  s->lock.Lock();
  if (p == nullptr) {
    p = PidleGet(s);
    if (p == nullptr) {
      if (spinning) {
        s->need_spinning.store(true, kSeqCst);
        s->num_spinning.fetch_sub(1, kSeqCst);
      }
      s->lock.Unlock();
      return;
    }
  }
  if (s->rt->exiting()) {
    // No new threads: the destructor of Runtime joins those it finds.
    if (spinning) s->num_spinning.fetch_sub(1, kSeqCst);
    ShelveP(s, p);
    s->lock.Unlock();
    return;
  }
  M* m = MGet(s);
  bool fresh = m == nullptr;
  if (fresh) m = NewM(s);
  m->spinning = spinning;
  m->impl->woken_to_spin = spinning;
  m->impl->next_p = p;
  s->lock.Unlock();
  if (fresh) {
    StartThread(s, m);
  } else {
    m->impl->park.Wake();
  }
}

namespace {

// How long wake-ups for a lone runnext goroutine are held back after one was in vain.
uint64_t Cycles() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  return static_cast<uint64_t>(NanoTime());
#endif
}

constexpr uint64_t kVainWakeCycles = 150'000;

}  // namespace

bool WakeUseful(Sched* s) {
  if (s->num_idle_p.load(kSeqCst) == 0) {
    if (s->need_spinning.load(kRelaxed)) return false;
    s->need_spinning.store(true, kSeqCst);
    if (s->num_idle_p.load(kSeqCst) == 0) return false;
  }
  return s->num_spinning.load(kSeqCst) == 0;
}

void WakepSlow(Sched* s) {
  int none = 0;
  if (!s->num_spinning.compare_exchange_strong(none, 1, kSeqCst)) return;
  StartM(s, nullptr, true);
}

// If the running goroutine parks soon, as in a ping-pong, waking a thread costs much and gains nothing; so after a wake-up in vain the next are left out for
// some tens of microseconds. Sysmon catches the case that the running goroutine does not park.
void WakepForNext(Sched* s) {
  if (!WakeUseful(s)) return;
  uint64_t vain = s->vain_wake.load(kRelaxed);
  if (vain != 0 && Cycles() - vain < kVainWakeCycles) return;
  WakepSlow(s);
}

namespace {

void BecomeSpinning(Sched* s, M* m) {
  m->spinning = true;
  s->num_spinning.fetch_add(1, kSeqCst);
  s->need_spinning.store(false, kSeqCst);
}

}  // namespace

void DropSpinning(Sched* s, M* m) {
  m->spinning = false;
  int was = s->num_spinning.fetch_sub(1, kSeqCst);
  MINIGO_DCHECK(was > 0);
  (void)was;
}

void ResetSpinning(Sched* s, M* m) {
  DropSpinning(s, m);
  Wakep(s);
}

// ---------------------------------------------------------------- idle Ms and deadlock

namespace {

enum class Dead : uint8_t { kNo, kAsleep, kNoGoroutines };

struct CensusArg {
  int alive = 0;
  bool runnable = false;
};

// Called when an M has become idle: is any M left that could wake anything? An M in a blocking call, in the
// poller or waiting for a P is not idle and counts as alive.
Dead CheckDead(Sched* s) REQUIRES(s->lock) {
  if (s->num_m - s->num_idle_m - s->num_locked_idle > 0) return Dead::kNo;
  if (!s->running || s->main_done.load(kRelaxed) || s->rt->exiting() ||
      s->gc_waiting.load(kRelaxed) != 0 || s->signal_handlers_active.load(kRelaxed)) {
    return Dead::kNo;
  }
  if (s->runq.size != 0 || s->poll_waiters.load(kRelaxed) > 0 || AnyTimers(s)) return Dead::kNo;
  CensusArg census;
  ForEachG(
      s->rt,
      [](void* arg, G* g) {
        auto* c = static_cast<CensusArg*>(arg);
        if (g->system) return;
        switch (g->status.load(kRelaxed)) {
          case GStatus::kWaiting: c->alive++; break;
          case GStatus::kRunnable:
          case GStatus::kRunning:
          case GStatus::kSyscall: c->runnable = true; break;
          default: break;
        }
      },
      &census);
  if (census.runnable) return Dead::kNo;
  return census.alive == 0 ? Dead::kNoGoroutines : Dead::kAsleep;
}

}  // namespace

void StopM(Sched* s, M* m) {
  MINIGO_DCHECK(m->p == nullptr && !m->spinning);
  s->lock.Lock();
  if (IsLeaving(s, m)) {
    s->lock.Unlock();
    return;
  }
  MPut(s, m);
  Dead dead = CheckDead(s);
  if (dead != Dead::kNo) {
    MRemove(s, m);
    s->lock.Unlock();
    Deadlock(s, m, dead == Dead::kNoGoroutines);
    return;
  }
  s->lock.Unlock();
  for (;;) {
    m->impl->park.Sleep();
    if (m->impl->next_p != nullptr) break;
    // To leave; or a wake-up that was meant for an earlier sleep.
    MutexLock hold(s->lock);
    if (!IsLeaving(s, m)) continue;
    if (m->impl->on_idle_list) MRemove(s, m);
    break;
  }
  s->coarse_now.store(NanoTime(), kRelaxed);
  if (P* p = m->impl->next_p) {
    m->impl->next_p = nullptr;
    AcquireP(m, p);
  }
}

bool StopLockedM(Sched* s, M* m) {
  if (m->p != nullptr) HandoffP(s, ReleaseP(m));
  s->lock.Lock();
  if (IsLeaving(s, m)) {
    if (P* p = m->impl->next_p) {
      // StartLockedM was here before us.
      s->num_locked_idle++;
      m->impl->next_p = nullptr;
      AcquireP(m, p);
    }
    s->lock.Unlock();
    return false;
  }
  s->num_locked_idle++;
  m->impl->locked_wait = true;
  Dead dead = CheckDead(s);
  s->lock.Unlock();
  if (dead != Dead::kNo) {
    Deadlock(s, m, dead == Dead::kNoGoroutines);
  } else {
    do {
      m->impl->park.Sleep();
    } while (m->impl->next_p == nullptr && !IsLeaving(s, m));
  }
  P* p;
  {
    // Under the lock, or a P that StartLockedM hands over just now would be lost.
    MutexLock hold(s->lock);
    p = m->impl->next_p;
    if (p == nullptr) {
      s->num_locked_idle--;
      m->impl->locked_wait = false;
      return false;
    }
  }
  m->impl->next_p = nullptr;
  AcquireP(m, p);
  return true;
}

void StartLockedM(Sched* s, M* m, G* g) {
  M* to = g->locked_m;
  if (m->spinning) DropSpinning(s, m);
  P* p;
  {
    MutexLock hold(s->lock);
    if (IsLeaving(s, to)) {
      // It may be gone. With the engine nothing follows; when RunMain returns, its M is about to let the goroutine go.
      GList one;
      one.PushBack(g);
      GlobalPutAll(s, &one);
      return;
    }
    p = ReleaseP(m);
    // The other may be on its way to sleep only: the note remembers, and the count balances.
    s->num_locked_idle--;
    to->impl->locked_wait = false;
    to->impl->next_p = p;
  }
  to->impl->park.Wake();
  StopM(s, m);
}

// ---------------------------------------------------------------- finding work

void GiveUpP(Sched* s, M* m) {
  if (m->spinning) DropSpinning(s, m);
  if (m->p == nullptr) return;
  P* p = ReleaseP(m);
  MutexLock hold(s->lock);
  ShelveP(s, p);
}

namespace {

// The end of a P that no M has, after the number of Ps was lowered below its own. Another M must look at what it leaves behind:
// its goroutines, its timers, and the polling that was this M's turn; the Ps that stay may all be idle.
void RetireP(Sched* s, P* p) {
  GList rest;
  RunqDrain(p, &rest);
  {
    MutexLock hold(s->lock);
    GlobalPutAll(s, &rest);
    if (s->gc_waiting.load(kRelaxed) != 0) {
      p->status.store(PStatus::kGcStop, kRelaxed);
      if (--s->stop_wait == 0) s->stop_note.Wake();
      return;  // StartTheWorld wakes
    }
    p->status.store(PStatus::kDead, kRelaxed);
  }
  Wakep(s);
}

// Whether HandleInterrupt would do something; the bits alone may be meant for others.
bool Interrupted(Sched* s, M* m) {
  if (s->interrupt.load(kSeqCst) == 0) return false;
  return s->gc_waiting.load(kRelaxed) != 0 || IsLeaving(s, m) ||
         (s->interrupt.load(kRelaxed) & kInterruptDump) != 0;
}

// Looks at all other Ps in random order, four times; the last time also at timers and runnext. *again: a timer
// fired, or the world stops.
G* StealWork(Sched* s, M* m, int64_t* now, int64_t* poll_until, bool* again) {
  P* p = m->p;
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; round++) {
    bool last = round == kRounds - 1;
    int n = s->num_p.load(kAcquire);
    int start = static_cast<int>(Random64(p->rand_state) % static_cast<uint64_t>(n));
    for (int i = 0; i < n; i++) {
      if (Interrupted(s, m)) {
        *again = true;
        return nullptr;
      }
      P* victim = s->all_p[(start + i) % n];
      if (victim == p) continue;
      if (last) {
        bool ran = false;
        int64_t when = CheckTimers(m, victim, now, &ran);
        if (when != 0 && (*poll_until == 0 || when < *poll_until)) *poll_until = when;
        if (ran) {
          bool inherit;
          if (G* g = RunqGet(p, &inherit)) return g;
          *again = true;
        }
      }
      if (victim->status.load(kRelaxed) == PStatus::kIdle || victim->translating.load(kSeqCst)) continue;
      if (G* g = RunqSteal(p, victim, last)) return g;
    }
  }
  return nullptr;
}

// An idle P, if there is work that it could take: the check of an M that has stopped spinning.
P* CheckRunqsNoP(Sched* s) {
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) {
    if (RunqEmpty(s->all_p[i]) || s->all_p[i]->translating.load(kSeqCst)) continue;
    MutexLock hold(s->lock);
    return PidleGet(s);
  }
  return nullptr;
}

int64_t NextTimerOfAll(Sched* s) {
  int64_t until = 0;
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) {
    int64_t when = NextTimer(s->all_p[i]);
    if (when != 0 && (until == 0 || when < until)) until = when;
  }
  return until;
}

// The goroutine from the front of a list made by Netpoll; the others are queued.
G* TakeFirst(Sched* s, M* m, GList* list) {
  G* g = list->Pop();
  g->status.store(GStatus::kRunnable, kRelaxed);
  InjectGList(s, m, list);
  return g;
}

G* FindRunnableDeterministic(Sched* s, M* m) {
  for (;;) {
    if (s->interrupt.load(kRelaxed) != 0 && !HandleInterrupt(s, m)) return nullptr;
    if (s->rt->exiting() || s->main_done.load(kRelaxed)) return nullptr;
    int64_t now = 0;
    bool ran = false;
    int64_t next = CheckTimers(m, m->p, &now, &ran);
    if (s->poll_waiters.load(kRelaxed) > 0) {
      GList ready = Netpoll(s, 0);
      InjectGList(s, m, &ready);
    }
    std::vector<G*>& q = s->det_queue;
    if (!q.empty()) {
      uint64_t state[2] = {s->det_random, ~s->det_random};
      uint64_t r = Random64(state);
      s->det_random = state[0] ^ (r << 1);
      size_t i = r % q.size();
      G* g = q[i];
      q[i] = q.back();
      q.pop_back();
      return g;
    }
    if (next != 0) {
      if (next > s->virtual_now) s->virtual_now = next;
      continue;
    }
    if (s->poll_waiters.load(kRelaxed) > 0) {
      GList ready = Netpoll(s, -1);
      InjectGList(s, m, &ready);
      continue;
    }
    s->lock.Lock();
    s->num_idle_m++;
    Dead dead = CheckDead(s);
    s->num_idle_m--;
    s->lock.Unlock();
    if (dead != Dead::kNo) {
      Deadlock(s, m, dead == Dead::kNoGoroutines);
    } else {
      FutexWait(&s->interrupt, 0, 1'000'000);
    }
  }
}

}  // namespace

G* FindRunnable(Sched* s, M* m, bool* inherit) {
  *inherit = false;
  if (s->deterministic) return FindRunnableDeterministic(s, m);
top:
  if (s->interrupt.load(kSeqCst) != 0 && !HandleInterrupt(s, m)) return nullptr;
  P* p = m->p;
  if (p == nullptr) {
    if (IsLeaving(s, m)) return nullptr;
    StopM(s, m);
    goto top;
  }
  if (p->id >= s->max_procs.load(kRelaxed)) {
    if (m->spinning) DropSpinning(s, m);
    RetireP(s, ReleaseP(m));
    StopM(s, m);
    goto top;
  }
  if (s->num_p_waiters.load(kRelaxed) != 0) {
    s->lock.Lock();
    if (s->gc_waiting.load(kRelaxed) == 0 && GivePToWaiter(s, p)) {
      // The waiter's AcquireP sets p->m.
      m->p = nullptr;
      s->lock.Unlock();
      if (m->spinning) DropSpinning(s, m);
      StopM(s, m);
      goto top;
    }
    s->lock.Unlock();
  }

  int64_t now = 0;
  bool ran = false;
  int64_t poll_until = CheckTimers(m, p, &now, &ran);
  for (int i = s->max_procs.load(kRelaxed); i < s->num_p.load(kRelaxed); i++) {
    CheckTimers(m, s->all_p[i], &now, &ran);  // of Ps that are no more
  }

  // Two goroutines that ready each other forever must not starve the global queue.
  if (p->sched_tick.load(kRelaxed) % 61 == 0 && s->runq_size.load(kRelaxed) > 0) {
    MutexLock hold(s->lock);
    if (G* g = GlobalGet(s, p, 1)) return g;
  }
  if (G* g = RunqGet(p, inherit)) return g;
  if (s->runq_size.load(kSeqCst) > 0) {
    MutexLock hold(s->lock);
    if (G* g = GlobalGet(s, p, 0)) return g;
  }
  if (s->poll_waiters.load(kRelaxed) > 0 && s->last_poll.load(kRelaxed) != 0) {
    GList ready = Netpoll(s, 0);
    if (!ready.empty()) return TakeFirst(s, m, &ready);
  }

  // Steal, unless enough others try already.
  int busy = s->max_procs.load(kRelaxed) - s->num_idle_p.load(kRelaxed);
  if (m->spinning || 2 * s->num_spinning.load(kRelaxed) < busy) {
    if (!m->spinning) BecomeSpinning(s, m);
    bool again = false;
    G* g = StealWork(s, m, &now, &poll_until, &again);
    if (g != nullptr) {
      if (m->impl->woken_to_spin) {
        m->impl->woken_to_spin = false;
        s->vain_wake.store(0, kRelaxed);
      }
      return g;
    }
    if (again) goto top;
  }

  // Nothing. Give the P back; whatever is queued from here on finds an idle P, or is found below.
  s->lock.Lock();
  if (Interrupted(s, m)) {
    s->lock.Unlock();
    goto top;
  }
  if (s->runq.size > 0) {
    G* g = GlobalGet(s, p, 0);
    s->lock.Unlock();
    return g;
  }
  if (!m->spinning && s->need_spinning.load(kSeqCst)) {
    BecomeSpinning(s, m);
    s->lock.Unlock();
    goto top;
  }
  ReleaseP(m);
  ShelveP(s, p);
  s->lock.Unlock();

  // A producer pushes work and then looks for spinners and idle Ps; we must do it the other way round, or both could
  // miss each other: first stop spinning, then look at all queues once more.
  bool was_spinning = m->spinning;
  if (was_spinning) DropSpinning(s, m);
  if (m->impl->woken_to_spin) {
    m->impl->woken_to_spin = false;
    s->vain_wake.store(Cycles(), kRelaxed);
  }
  if (was_spinning || s->need_spinning.load(kSeqCst)) {
    s->need_spinning.store(false, kSeqCst);
    if (s->runq_size.load(kSeqCst) > 0) {
      s->lock.Lock();
      P* idle = s->runq.size > 0 ? PidleGet(s) : nullptr;
      G* g = idle != nullptr ? GlobalGet(s, idle, 0) : nullptr;
      s->lock.Unlock();
      if (idle != nullptr) {
        AcquireP(m, idle);
        BecomeSpinning(s, m);
        return g;
      }
    }
    if (P* idle = CheckRunqsNoP(s)) {
      AcquireP(m, idle);
      BecomeSpinning(s, m);
      goto top;
    }
  }

  // One idle M waits in the poller for descriptors and for the next timer; the others just sleep.
  poll_until = NextTimerOfAll(s);
  if ((s->poll_waiters.load(kSeqCst) > 0 || poll_until != 0) &&
      s->last_poll.exchange(0, kSeqCst) != 0) {
    if (!s->poller_ready.load(kAcquire)) InitPoller(s);
    s->poll_until.store(poll_until, kSeqCst);
    int64_t delay = -1;
    // A timer added before we became the poller had nobody to break; one added after sees us.
    int64_t earliest = NextTimerOfAll(s);
    if (earliest != 0 && (poll_until == 0 || earliest < poll_until)) {
      poll_until = earliest;
      s->poll_until.store(poll_until, kSeqCst);
    }
    if (poll_until != 0) {
      delay = poll_until - NanoTime();
      if (delay < 0) delay = 0;
    }
    if (IsLeaving(s, m)) delay = 0;
    GList ready = Netpoll(s, delay);
    now = NanoTime();
    s->coarse_now.store(now, kRelaxed);
    s->poll_until.store(0, kSeqCst);
    s->last_poll.store(now, kSeqCst);
    s->lock.Lock();
    P* idle = s->gc_waiting.load(kRelaxed) == 0 ? PidleGet(s) : nullptr;
    s->lock.Unlock();
    if (idle == nullptr) {
      InjectGList(s, m, &ready);
    } else {
      AcquireP(m, idle);
      if (!ready.empty()) return TakeFirst(s, m, &ready);
      if (was_spinning) BecomeSpinning(s, m);
      goto top;
    }
  } else if (poll_until != 0 && s->poller_ready.load(kAcquire)) {
    int64_t until = s->poll_until.load(kSeqCst);
    if (until == 0 || until > poll_until) NetpollBreak(s);
  }
  StopM(s, m);
  goto top;
}

// ---------------------------------------------------------------- for the other files

bool IsLeaving(const Sched* s, const M* m) {
  if (s->rt->exiting()) return true;
  return m == s->m0 && s->main_done.load(kSeqCst);
}

void GlobalRunqPut(Sched* s, G* g) {
  GList one;
  one.PushBack(g);
  MutexLock hold(s->lock);
  GlobalPutAll(s, &one);
}

void Wakep(Sched* s) {
  if (WakeUseful(s)) WakepSlow(s);
}

void InjectGList(Sched* s, M* m, GList* list) {
  if (list->empty()) return;
  for (G* g = list->head; g != nullptr; g = g->sched_link) {
    g->status.store(GStatus::kRunnable, kRelaxed);
  }
  if (s->deterministic) {
    while (G* g = list->Pop()) s->det_queue.push_back(g);
    return;
  }
  int64_t n = list->size;
  {
    MutexLock hold(s->lock);
    GlobalPutAll(s, list);
  }
  // As many idle Ps as there are goroutines; the first may go on to wake more.
  for (int64_t i = 0; i < n && s->num_idle_p.load(kSeqCst) > 0; i++) StartM(s, nullptr, false);
}

void HandoffP(Sched* s, P* p) {
  if (p->id >= s->max_procs.load(kRelaxed)) return RetireP(s, p);
  // Anything that p's next M could do at once?
  if (!RunqEmpty(p) || s->runq_size.load(kSeqCst) > 0) {
    bool stopping = s->gc_waiting.load(kSeqCst) != 0;
    if (!stopping) {
      s->lock.Lock();
      if (s->gc_waiting.load(kRelaxed) == 0 && GivePToWaiter(s, p)) {
        s->lock.Unlock();
        return;
      }
      s->lock.Unlock();
      StartM(s, p, false);
      return;
    }
  }
  // Nothing runs and nobody spins: one M must stay awake to look for work.
  int none = 0;
  if (s->gc_waiting.load(kSeqCst) == 0 && s->num_p_waiters.load(kRelaxed) == 0 &&
      s->num_spinning.load(kSeqCst) + s->num_idle_p.load(kSeqCst) == 0 &&
      s->num_spinning.compare_exchange_strong(none, 1, kSeqCst)) {
    s->need_spinning.store(false, kSeqCst);
    StartM(s, p, true);
    return;
  }
  s->lock.Lock();
  if (s->gc_waiting.load(kRelaxed) != 0) {
    p->status.store(PStatus::kGcStop, kRelaxed);
    if (--s->stop_wait == 0) s->stop_note.Wake();
    s->lock.Unlock();
    return;
  }
  if (GivePToWaiter(s, p)) {
    s->lock.Unlock();
    return;
  }
  if (s->runq.size > 0 || !RunqEmpty(p)) {
    s->lock.Unlock();
    StartM(s, p, false);
    return;
  }
  // The last P, and goroutines wait for descriptors or timers that nobody watches: an M must go and poll.
  bool last = s->num_idle_p.load(kRelaxed) == s->max_procs.load(kRelaxed) - 1;
  if (last && s->last_poll.load(kSeqCst) != 0 &&
      (s->poll_waiters.load(kSeqCst) > 0 || AnyTimers(s))) {
    s->lock.Unlock();
    StartM(s, p, false);
    return;
  }
  int64_t when = NextTimer(p);
  PidlePut(s, p);
  s->lock.Unlock();
  if (when != 0) {
    if (s->last_poll.load(kSeqCst) == 0) {
      int64_t until = s->poll_until.load(kSeqCst);
      if (until == 0 || until > when) NetpollBreak(s);
    } else {
      Wakep(s);
    }
  }
}

void WakeM0(Sched* s) {
  s->interrupt.fetch_or(kInterruptLeave, kSeqCst);
  FutexWake(&s->interrupt, INT_MAX);
  M* m;
  bool wake = false;
  {
    MutexLock hold(s->lock);
    m = s->m0;
    if (m == nullptr) return;
    if (m->impl->on_idle_list) {
      MRemove(s, m);
      wake = true;
    } else if (m->impl->locked_wait) {
      wake = true;
    }
  }
  if (wake) m->impl->park.Wake();
  if (s->poller_ready.load(kAcquire)) NetpollBreak(s);
  PreemptAll(s);
}

}  // namespace minigo::runtime
