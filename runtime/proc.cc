// This file implements the scheduler: finding goroutines to run, handing Ps between Ms, stopping the world,
// blocking calls, and the end of RunMain. README.md, "Scheduler", tells the protocols and why they are so.
#include "runtime/proc.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "runtime/base/check.h"
#include "runtime/panic.h"
#include "runtime/roots.h"
#include "runtime/sched.h"
#include "runtime/signal.h"
#include "runtime/stack.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;
constexpr auto kSeqCst = std::memory_order_seq_cst;

constexpr int kSlabSize = 64;
constexpr int kFreshBatch = 8;     // new Gs taken from a slab at once
constexpr int kMaxLocalDead = 64;  // dead Gs a P keeps
constexpr uint64_t kFirstUserId = 18;  // Go's runtime has goroutines of its own before
constexpr uint64_t kIdBatch = 16;
constexpr int64_t kMainGraceNs = 10'000'000;

// How long wake-ups for a lone runnext goroutine are held back after one was in vain.
uint64_t Cycles() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  return static_cast<uint64_t>(NanoTime());
#endif
}
constexpr uint64_t kVainWakeCycles = 150'000;

[[gnu::noinline]] const void* CurrentSp() { return __builtin_frame_address(0); }

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

// A P that has come free to the first M that waits for one after a blocking call.
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

// A P that its M has let go: stopped with the world, given to who waits for one, or idle.
void ShelveP(Sched* s, P* p) REQUIRES(s->lock) {
  if (s->gc_waiting.load(kRelaxed) != 0) {
    p->status.store(PStatus::kGcStop, kRelaxed);
    if (--s->stop_wait == 0) s->stop_note.Wake();
  } else if (!GivePToWaiter(s, p)) {
    PidlePut(s, p);
  }
}

// ---------------------------------------------------------------- the global queue

void GlobalPutAll(Sched* s, GList* list) REQUIRES(s->lock) {
  s->runq.PushBackAll(list);
  s->runq_size.store(s->runq.size, kSeqCst);
}

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

// ---------------------------------------------------------------- starting Ms

void* ThreadMain(void* arg);

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

// Runs p on an idle or new M. p == nullptr: on an idle P, if there is one. When spinning, the caller has counted
// the spinner.
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

// Whether a wake-up has a chance: some P is idle and nobody spins yet. If no P is idle, an M that is about to give
// up its P is told to look again first.
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

// The same after readying a goroutine into runnext with nothing else queued. If the running goroutine parks soon, as in
// a ping-pong, waking a thread costs much and gains nothing; so after a wake-up in vain the next are left out for
// some tens of microseconds. Sysmon catches the case that the running goroutine does not park.
void WakepForNext(Sched* s) {
  if (!WakeUseful(s)) return;
  uint64_t vain = s->vain_wake.load(kRelaxed);
  if (vain != 0 && Cycles() - vain < kVainWakeCycles) return;
  WakepSlow(s);
}

void BecomeSpinning(Sched* s, M* m) {
  m->spinning = true;
  s->num_spinning.fetch_add(1, kSeqCst);
  s->need_spinning.store(false, kSeqCst);
}

void DropSpinning(Sched* s, M* m) {
  m->spinning = false;
  int was = s->num_spinning.fetch_sub(1, kSeqCst);
  MINIGO_DCHECK(was > 0);
  (void)was;
}

// A spinning M has found work: another takes its place, since there may be more.
void ResetSpinning(Sched* s, M* m) {
  DropSpinning(s, m);
  Wakep(s);
}

// ---------------------------------------------------------------- idle Ms and deadlock

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

// Sleeps until another M hands over a P. Returns without one only when the M is to leave.
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

// Sleeps until the goroutine locked to this M is to run. False: the M is to leave.
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

// Lets the M to which g is locked run it, on this M's P; this M goes idle.
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

// The last moments of an M's P when the M leaves for good.
void GiveUpP(Sched* s, M* m) {
  if (m->spinning) DropSpinning(s, m);
  if (m->p == nullptr) return;
  P* p = ReleaseP(m);
  MutexLock hold(s->lock);
  ShelveP(s, p);
}

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

// What running Ms look at besides goroutines. False: the M is to leave.
bool HandleInterrupt(Sched* s, M* m) {
  while (s->gc_waiting.load(kAcquire) != 0 && m->p != nullptr) StopHere(s, m);
  if ((s->interrupt.load(kRelaxed) & kInterruptDump) != 0) DumpAndExit(s, m);
  return !IsLeaving(s, m);
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

// Returns a goroutine to run, with the M holding a P; nullptr: the M is to leave. *inherit: it goes on in the time slice
// of the last one.
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

// The host's rounding mode and exception flags, which are put back when RunMain returns.
class HostFloatState {
 public:
#if defined(__SSE__)
  HostFloatState() : mxcsr_(_mm_getcsr()) {}
  ~HostFloatState() { _mm_setcsr(mxcsr_); }

 private:
  unsigned mxcsr_;
#else
  HostFloatState() {}
  ~HostFloatState() {}
#endif
};

// ---------------------------------------------------------------- goroutines' memory

// A dead G for p: its own, a batch of the common ones, or new ones.
G* GfGet(Sched* s, M* m, P* p) {
  int64_t counted = 0;
  if (p->dead_gs == nullptr) {
    MutexLock hold(s->all_gs_lock);
    while (s->dead_gs != nullptr && p->dead_count < kMaxLocalDead / 2) {
      G* g = s->dead_gs;
      s->dead_gs = g->sched_link;
      g->sched_link = p->dead_gs;
      p->dead_gs = g;
      p->dead_count++;
    }
    if (p->dead_gs == nullptr) {
      if (s->slabs.empty() || s->slabs.back().used == kSlabSize) {
        void* memory = std::malloc(sizeof(G) * kSlabSize);
        MINIGO_CHECK(memory != nullptr);
        s->slabs.push_back({static_cast<G*>(memory), 0});
        counted = sizeof(G) * kSlabSize;
      }
      Sched::Slab& slab = s->slabs.back();
      int end = slab.used + kFreshBatch;
      for (int i = end; i-- > slab.used;) {
        G* g = new (slab.base + i) G;
        g->status.store(GStatus::kDead, kRelaxed);
        g->sched_link = p->dead_gs;
        p->dead_gs = g;
        p->dead_count++;
      }
      slab.used = end;
    }
  }
  if (counted != 0) CountStack(s, m, counted);
  G* g = p->dead_gs;
  p->dead_gs = g->sched_link;
  p->dead_count--;
  return g;
}

void GfPut(Sched* s, P* p, G* g) {
  g->sched_link = p->dead_gs;
  p->dead_gs = g;
  if (++p->dead_count < kMaxLocalDead) return;
  MutexLock hold(s->all_gs_lock);
  while (p->dead_count > kMaxLocalDead / 2) {
    G* x = p->dead_gs;
    p->dead_gs = x->sched_link;
    p->dead_count--;
    x->sched_link = s->dead_gs;
    s->dead_gs = x;
  }
}

G* NewG(M* m, FuncVal* entry, const Slot* args, int arg_slots, const void* go_pc) {
  Sched* s = SchedOf(m);
  P* p = m->p;
  MINIGO_DCHECK(p != nullptr);
  G* g = GfGet(s, m, p);
  G* parent = m->g;
  if (p->next_id == p->end_id) {
    p->next_id = s->next_id.fetch_add(kIdBatch, kRelaxed);
    p->end_id = p->next_id + kIdBatch;
  }
  g->id = p->next_id++;
  g->pc = nullptr;
  g->chunk = &g->first;
  g->first.prev = nullptr;
  g->first.begin = g->first_slots;
  g->first.end = g->first_slots + sizeof(g->first_slots) / sizeof(Slot);
  g->fp = g->sp = g->first_slots;
  g->stack_bytes = sizeof(g->first_slots);
  g->stack_guard.store(reinterpret_cast<uintptr_t>(g->first.end), kRelaxed);
  g->defers = nullptr;
  g->panics = nullptr;
  g->m = nullptr;
  g->fiber = nullptr;
  g->resume = nullptr;
  g->resume_arg = nullptr;
  g->wait_reason = WaitReason::kNone;
  g->wait_since = 0;
  g->waiting = nullptr;
  g->select_done.store(0, kRelaxed);
  g->park_on = nullptr;
  g->locked_m = nullptr;
  g->lock_count = 0;
  g->parent_id = parent != nullptr ? parent->id : 0;
  g->go_pc = go_pc;
  g->entry = entry;
  g->system = false;
  g->preempted = false;
  g->off_m0 = false;
  g->goexit = false;
  g->labels = parent != nullptr ? parent->labels : nullptr;
  g->synctest_bubble = parent != nullptr ? parent->synctest_bubble : nullptr;
  s->rt->executor.prepare(m, g, entry, args, arg_slots);
  g->status.store(GStatus::kRunnable, kRelease);
  p->begun.store(p->begun.load(kRelaxed) + 1, kRelaxed);
  return g;
}

void QueueNew(Sched* s, M* m, G* g) {
  if (s->deterministic) {
    s->det_queue.push_back(g);
    return;
  }
  GList overflow;
  if (RunqPut(m->p, g, true, &overflow)) {
    {
      MutexLock hold(s->lock);
      GlobalPutAll(s, &overflow);
    }
    // A fan-out outruns its goroutines: each would be cold in the caches when its turn comes. Let them run first.
    PreemptP(m->p, true);
  }
  if (WakeUseful(s)) WakepSlow(s);
  if (!s->sysmon_started.load(kRelaxed)) StartSysmon(s);
}

void FinishG(Sched* s, M* m, G* g) {
  P* p = m->p;
  s->rt->executor.release(m, g);
  FreeChunks(p, g);
  if (g->locked_m != nullptr) {
    g->locked_m->locked_g = nullptr;
    g->locked_m = nullptr;
    g->lock_count = 0;
  }
  if (g->system) s->system_gs.fetch_sub(1, kRelaxed);
  g->entry = nullptr;
  g->labels = nullptr;
  g->synctest_bubble = nullptr;
  g->defers = nullptr;
  g->panics = nullptr;
  g->m = nullptr;
  g->fiber = nullptr;
  g->park_on = nullptr;
  p->ended.store(p->ended.load(kRelaxed) + 1, kRelaxed);
  g->status.store(GStatus::kDead, kRelease);
  GfPut(s, p, g);
}

void MainReturned(Sched* s, M* m, G* g) {
  if (s->dying.load()) return;  // the program ends by what some other goroutine has to say
  if (s->main_results != nullptr && g != nullptr) {
    for (int i = 0; i < s->main_result_slots; i++) s->main_results[i] = g->fp[i];
  }
  s->main_g.store(nullptr, kRelaxed);
  s->interrupt.fetch_or(kInterruptLeave, kSeqCst);
  s->main_done.store(true, kSeqCst);
  if (m == s->m0) return;
  WakeM0(s);
  if (!s->rt->options.own_process) return;
  // The calling thread may be deep in some goroutine's native; the program does not wait for it.
  int64_t end = NanoTime() + kMainGraceNs;
  while (s->main_left.load(kAcquire) == 0) {
    int64_t left = end - NanoTime();
    if (left <= 0) {
      if (s->rt->at_exit != nullptr) s->rt->at_exit(s->rt);
      _exit(0);
    }
    FutexWait(&s->main_left, 0, left);
  }
}

// Whether main, which has returned, is to wait: another goroutine's panic is on its way, and is likely to end the program.
// Not for ever, since deferred calls may take their time: Go asks a thousand times; ours need longer for the same steps, and
// may have to make the code of what they call.
bool GiveWayToPanics(Sched* s) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  constexpr int64_t kPatienceNs = 500'000'000;
#else
  constexpr int64_t kPatienceNs = 10'000'000;
#endif
  if (s->running_panics.load() == 0 || s->dying.load()) return false;
  int64_t now = NanoTime();
  if (s->main_gives_way_since == 0) s->main_gives_way_since = now;
  if (now - s->main_gives_way_since > kPatienceNs) return false;
  sched_yield();
  return true;
}

void Execute(Sched* s, M* m, G* g, bool inherit) {
  P* p = m->p;
  if (!inherit) {
    p->sched_tick.store(p->sched_tick.load(kRelaxed) + 1, kRelaxed);
    p->slice_over.store(false, kRelaxed);
  }
  // A request stored just before is lost here; whoever made it repeats it.
  bool ask = s->yield_stress != 0 || p->slice_over.load(kRelaxed);
  p->preempt.store(ask, kRelaxed);
  g->stack_guard.store(ask ? kStackPreempt : reinterpret_cast<uintptr_t>(g->chunk->end), kRelaxed);
  m->impl->yield_local = false;
  g->m = m;
  g->wait_since = 0;
  g->status.store(GStatus::kRunning, kRelaxed);
  m->g = g;
  p->running.store(g, kRelease);

  RunResult r;
  if (g->fiber == nullptr || ResumeFiber(m, g, &r)) r = s->rt->executor.run(m);

  // The M may have another P by now, but it has one. After kParked g is not ours.
  m->g = nullptr;
  // The VM, when run again, says again that it is dead.
  if (r == RunResult::kDead && g == s->main_g.load(kRelaxed) && !g->goexit && GiveWayToPanics(s)) {
    r = RunResult::kYielded;
  }
  switch (r) {
    case RunResult::kParked:
      break;
    case RunResult::kYielded:
      g->m = nullptr;
      g->preempted = true;
      g->status.store(GStatus::kRunnable, kRelaxed);
      if (s->deterministic) {
        s->det_queue.push_back(g);
      } else if (m->impl->yield_local) {
        GList overflow;
        if (RunqPut(m->p, g, false, &overflow)) {
          MutexLock hold(s->lock);
          GlobalPutAll(s, &overflow);
        }
      } else {
        GlobalRunqPut(s, g);
      }
      m->impl->yield_local = false;
      break;
    case RunResult::kDead:
      if (g == s->main_g.load(kRelaxed)) {
        if (!g->goexit || s->rt->goexit_ends_main) {
          MainReturned(s, m, g);
        } else {
          s->main_g = nullptr;  // the G will serve another goroutine
        }
      }
      FinishG(s, m, g);
      break;
    case RunResult::kExit:
      // os.Exit and fatal errors have ended the engine; otherwise the VM says so of main.
      if (!s->rt->exiting() && g == s->main_g.load(kRelaxed)) MainReturned(s, m, g);
      break;
  }
}

// The life of an M: runs goroutines until it is to leave.
void Loop(Sched* s, M* m) {
  for (;;) {
    bool inherit = false;
    G* g;
    if (m->locked_g != nullptr && !s->deterministic) {
      if (!StopLockedM(s, m)) break;
      g = m->locked_g;
      if (g == nullptr) continue;
    } else {
      g = FindRunnable(s, m, &inherit);
      if (g == nullptr) break;
      if (m->spinning) ResetSpinning(s, m);
      if (g->locked_m != nullptr && g->locked_m != m && !s->deterministic) {
        StartLockedM(s, m, g);
        continue;
      }
      if (g->off_m0 && m == s->m0) {
        // Some other M runs it, on this P.
        P* p = ReleaseP(m);
        GList overflow;
        if (RunqPut(p, g, true, &overflow)) {
          MutexLock hold(s->lock);
          GlobalPutAll(s, &overflow);
        }
        HandoffP(s, p);
        StopM(s, m);
        continue;
      }
    }
    Execute(s, m, g, inherit);
  }
}

void* ThreadMain(void* arg) {
  M* m = static_cast<M*>(arg);
  Sched* s = SchedOf(m);
  m->impl->stack_high = static_cast<const char*>(__builtin_frame_address(0));
  SetFloatState();
  SignalThread(s->rt);
  P* p = m->impl->next_p;
  m->impl->next_p = nullptr;
  AcquireP(m, p);
  Loop(s, m);
  GiveUpP(s, m);
  MutexLock hold(s->lock);
  s->num_m--;
  return nullptr;
}

P* NewP(Sched* s, int id) {
  P* p = new P;
  p->id = id;
  p->rt = s->rt;
  p->timers = NewTimerHeap();
  p->sched_tick.store(1, kRelaxed);  // at 0 the global queue would come first
  uint64_t seed[2] = {s->rt->options.seed + static_cast<uint64_t>(id) * 0x9e3779b97f4a7c15u,
                      0xd1342543de82ef95u};
  if (!s->deterministic) {
    seed[0] ^= static_cast<uint64_t>(NanoTime());
    seed[1] ^= reinterpret_cast<uintptr_t>(p);
  }
  p->rand_state[0] = Random64(seed);
  p->rand_state[1] = Random64(seed) | 1;
  s->all_p[id] = p;
  s->num_p.store(id + 1, kRelease);
  return p;
}

// Waits in place for a P, after a blocking call or when RunMain starts.
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

}  // namespace

// ---------------------------------------------------------------- shared with the other files

bool IsLeaving(const Sched* s, const M* m) {
  if (s->rt->exiting()) return true;
  return m == s->m0 && s->main_done.load(kSeqCst);
}

uint64_t Random64(uint64_t state[2]) {
  // xorshift128+
  uint64_t x = state[0], y = state[1];
  state[0] = y;
  x ^= x << 23;
  state[1] = x ^ y ^ (x >> 17) ^ (y >> 26);
  return state[1] + y;
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

// ---------------------------------------------------------------- stopping the world

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

// ---------------------------------------------------------------- blocking calls

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
}

// ---------------------------------------------------------------- the door

G* Newproc(M* m, FuncVal* entry, const Slot* args, int arg_slots, const void* go_pc) {
  G* g = NewG(m, entry, args, arg_slots, go_pc);
  QueueNew(SchedOf(m), m, g);
  return g;
}

G* NewSystemG(M* m, FuncVal* entry, const Slot* args, int arg_slots) {
  Sched* s = SchedOf(m);
  G* g = NewG(m, entry, args, arg_slots, nullptr);
  g->system = true;
  g->parent_id = 0;
  s->system_gs.fetch_add(1, kRelaxed);
  QueueNew(s, m, g);
  return g;
}

void Ready(M* m, G* g, bool next) {
  Sched* s = SchedOf(m);
  MINIGO_DCHECK(g->status.load(kRelaxed) == GStatus::kWaiting);
  g->status.store(GStatus::kRunnable, kRelaxed);
  if (s->deterministic) {
    s->det_queue.push_back(g);
    return;
  }
  P* p = m->p;
  if (p == nullptr) {
    GlobalRunqPut(s, g);
    Wakep(s);
    return;
  }
  GList overflow;
  if (RunqPut(p, g, next, &overflow)) {
    MutexLock hold(s->lock);
    GlobalPutAll(s, &overflow);
  }
  if (next && p->runq.head.load(kRelaxed) == p->runq.tail.load(kRelaxed)) {
    WakepForNext(s);
  } else {
    Wakep(s);
  }
}

Translating::Translating(M* m) : m_(m), outer_(m->p == nullptr || m->p->translating.load(kRelaxed)) {
  if (!outer_) m->p->translating.store(true, kSeqCst);
}

Translating::~Translating() {
  if (outer_) return;
  m_->p->translating.store(false, kSeqCst);
  // Those who wanted to take something have gone to sleep.
  if (!SchedOf(m_)->deterministic && !RunqEmpty(m_->p)) Wakep(SchedOf(m_));
}

void Park(M* m, WaitReason reason, void* on) {
  G* g = m->g;
  g->wait_reason = reason;
  g->park_on = on;
  g->wait_since = SchedOf(m)->coarse_now.load(kRelaxed);
  g->m = nullptr;
  g->preempted = false;
  g->status.store(GStatus::kWaiting, kRelease);
}

bool LeaveCallersThread(M* m) {
  Sched* s = SchedOf(m);
  G* g = m->g;
  if (m != s->m0 || s->deterministic || g == s->main_g.load(kRelaxed) || g->locked_m != nullptr) return false;
  g->off_m0 = true;
  return true;
}

void LockOSThread(M* m) {
  G* g = m->g;
  g->lock_count++;
  g->locked_m = m;
  m->locked_g = g;
}

void UnlockOSThread(M* m) {
  G* g = m->g;
  if (g->lock_count == 0 || --g->lock_count > 0) return;
  g->locked_m = nullptr;
  m->locked_g = nullptr;
}

int NumCpu() {
  static const int count = [] {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof(set), &set) == 0) {
      int n = CPU_COUNT(&set);
      if (n > 0) return n;
    }
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? static_cast<int>(n) : 1;
  }();
  return count;
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

int NumGoroutine(Runtime* rt) {
  Sched* s = rt->sched.get();
  int64_t n = -s->system_gs.load(kRelaxed);
  int count = s->num_p.load(kAcquire);
  for (int i = 0; i < count; i++) n -= s->all_p[i]->ended.load(kRelaxed);
  for (int i = 0; i < count; i++) n += s->all_p[i]->begun.load(kRelaxed);
  return static_cast<int>(n);
}

uint64_t FastRand64(M* m) {
  if (m->p != nullptr) return Random64(m->p->rand_state);
  uint64_t state[2] = {m->impl->rand_state, ~m->impl->rand_state};
  uint64_t r = Random64(state);
  m->impl->rand_state = r;
  return r;
}

uint32_t FastRand(M* m) { return static_cast<uint32_t>(FastRand64(m) >> 32); }

bool CallGo(M* m, FuncVal* f, const Slot* args, int arg_slots, Slot* results, int result_slots) {
  const Executor& executor = m->rt->executor;
  MINIGO_CHECK(executor.call != nullptr && m->impl->fiber != nullptr);
  return executor.call(m, f, args, arg_slots, results, result_slots);
}

// ---------------------------------------------------------------- roots

void ForEachG(Runtime* rt, void (*fn)(void* arg, G* g), void* arg) {
  Sched* s = rt->sched.get();
  if (s == nullptr) return;
  MutexLock hold(s->all_gs_lock);
  for (const Sched::Slab& slab : s->slabs) {
    for (int i = 0; i < slab.used; i++) {
      if (slab.base[i].status.load(kAcquire) != GStatus::kDead) fn(arg, &slab.base[i]);
    }
  }
}

void ForEachP(Runtime* rt, void (*fn)(void* arg, P* p), void* arg) {
  Sched* s = rt->sched.get();
  if (s == nullptr) return;
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) fn(arg, s->all_p[i]);
}

[[gnu::noinline]] void ForEachNativeStack(Runtime* rt,
                                          void (*fn)(void* arg, const void* low, const void* high),
                                          void* arg) {
  __builtin_unwind_init();
  Sched* s = rt->sched.get();
  if (s == nullptr) return;
  for (M* m = s->all_m.load(kAcquire); m != nullptr; m = m->impl->all_link) {
    M::Impl* impl = m->impl;
    const void* low = impl->stack_low;
    if (m == s->stopper && pthread_equal(impl->thread, pthread_self())) low = CurrentSp();
    fn(arg, &m->pending, &m->call + 1);
    if (low == nullptr) continue;  // idle: nothing of interest
    fn(arg, impl->spilled, impl->spilled + 12);
    if (impl->fiber == nullptr) {
      fn(arg, low, impl->stack_high);
    } else {
      // ForEachFiberStack covers the fiber from `low`.
      fn(arg, impl->thread_context, impl->stack_high);
    }
  }
  ForEachFiberStack(s, fn, arg);
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) ForEachTimerRange(s->all_p[i], fn, arg);
}

// ---------------------------------------------------------------- the life of a scheduler

Sched::Sched(Runtime* runtime) : rt(runtime) {
  const RuntimeOptions& o = rt->options;
  auto from_env = [&](const char* name) -> const char* {
    std::string_view key = name;
    const char* found = nullptr;
    for (const std::string& e : o.env) {
      if (e.size() > key.size() && e.compare(0, key.size(), key) == 0 && e[key.size()] == '=') {
        found = e.c_str() + key.size() + 1;
      }
    }
    return found;
  };
  deterministic = o.deterministic;
  det_random = o.seed * 0x9e3779b97f4a7c15u + 0x1234567;
  virtual_epoch = 1257894000;  // where the Go playground's clock starts
  int procs = o.max_procs;
  if (procs <= 0) {
    if (const char* e = from_env("GOMAXPROCS")) procs = std::atoi(e);
  }
  if (procs <= 0) procs = NumCpu();
  if (procs > kMaxProcs) procs = kMaxProcs;
  if (deterministic) procs = 1;
  if (const char* e = from_env("MINIGO_YIELDSTRESS")) yield_stress = std::atoi(e);
  if (yield_stress < 0) yield_stress = 0;
  max_procs.store(procs, kRelaxed);
  MutexLock hold(lock);
  for (int i = 0; i < procs; i++) NewP(this, i);
  for (int i = procs; i-- > 0;) PidlePut(this, all_p[i]);
  last_poll.store(NanoTime(), kRelaxed);
  coarse_now.store(NanoTime(), kRelaxed);
  InitSemas(this);
  InitFibers(this);
  InitTraceback(this);
}

// All threads have ended, or hang in a call from which they never return.
Sched::~Sched() {
  P* p0 = all_p[0];
  if (m0 != nullptr) {
    m0->p = p0;
    for (Slab& slab : slabs) {
      for (int i = 0; i < slab.used; i++) {
        G* g = &slab.base[i];
        // The native of an abandoned call is still on its stack, and may refer to what the goroutine owns.
        bool abandoned = g->m != nullptr && g->m->g == g &&
                         g->m->impl->call_state.load(kSeqCst) == M::Impl::kAbandoned;
        if (abandoned) continue;
        if (g->status.load(kRelaxed) != GStatus::kDead) {
          m0->g = g;
          rt->executor.release(m0, g);
          FreeChunks(p0, g);
        }
        FreeSleepTimer(g);
      }
    }
  }
  FreeFibers(this);
  FreePoller(this);
  FreeSignals(this);
  FreeSemas(this);
  for (Slab& slab : slabs) {
    for (int i = 0; i < slab.used; i++) slab.base[i].~G();
    std::free(slab.base);
  }
  for (int i = 0; i < num_p.load(kRelaxed); i++) {
    P* p = all_p[i];
    while (StackChunk* c = p->chunk_cache) {
      p->chunk_cache = c->prev;
      std::free(c);
    }
    FreeTimerHeap(p);
    if (rt->executor.release_p != nullptr) rt->executor.release_p(p);
    delete p;
  }
  for (Sudog* slab : sudog_slabs) std::free(slab);
  for (M* m = all_m.load(kRelaxed); m != nullptr;) {
    M* next = m->impl->all_link;
    if (m->impl->call_state.load(kSeqCst) != M::Impl::kAbandoned) {
      delete m->impl;
      delete m;
    }
    m = next;
  }
}

int Runtime::RunMain(FuncVal* entry, const Slot* args, int arg_slots, Slot* results,
                     int result_slots) {
  Sched* s = sched.get();
  if (exiting()) return exit_status_;
  M* m = s->m0;
  if (m == nullptr) {
    m = new M;
    m->impl = new M::Impl;
    m->rt = this;
    m->impl->rand_state = 0x9e3779b97f4a7c15u;
    MutexLock hold(s->lock);
    s->m0 = m;
    m->id = s->next_m_id++;
    m->impl->all_link = s->all_m.load(kRelaxed);
    s->all_m.store(m, kRelease);
  }
  m->impl->thread = pthread_self();
  m->impl->stack_high = static_cast<const char*>(__builtin_frame_address(0));
  NoSigPipe no_sigpipe(this);
  HostFloatState host_float;
  SetFloatState();
  s->main_results = results;
  s->main_result_slots = result_slots;
  s->main_done.store(false, kSeqCst);
  s->main_gives_way_since = 0;
  s->main_left.store(0, kRelaxed);
  s->interrupt.fetch_and(~static_cast<uint32_t>(kInterruptLeave), kSeqCst);
  s->coarse_now.store(NanoTime(), kRelaxed);
  if (options.time_limit_ns > 0) s->deadline = NanoTime() + options.time_limit_ns;
  {
    MutexLock hold(s->lock);
    s->running = true;
    s->num_m++;
    if (s->world_parked) {
      for (int i = 0; i < s->max_procs.load(kRelaxed) && m->p == nullptr; i++) {
        P* p = s->all_p[i];
        if (p->status.load(kRelaxed) != PStatus::kGcStop ||
            p->stopped_in_place.load(kRelaxed)) {
          continue;
        }
        m->p = p;
        p->m = m;
      }
    }
  }
  if (s->world_parked) {
    s->world_parked = false;
    StartTheWorld(m);
  }
  if (m->p == nullptr) WaitForP(s, m);
  if (s->deadline != 0) StartSysmon(s);

  m->g = nullptr;
  bool first = s->next_id.load(kRelaxed) == 1;
  P* p = m->p;
  if (first) {
    p->next_id = 1;
    p->end_id = 2;
    s->next_id.store(kFirstUserId, kRelaxed);
  }
  G* g = NewG(m, entry, args, arg_slots, nullptr);
  g->parent_id = 0;
  s->main_g.store(g, kRelaxed);
  if (s->deterministic) {
    s->det_queue.push_back(g);
  } else {
    GList overflow;
    if (RunqPut(p, g, true, &overflow)) {
      MutexLock hold(s->lock);
      GlobalPutAll(s, &overflow);
    }
  }
  Loop(s, m);

  // main has returned, or the engine has died.
  if (m->spinning) DropSpinning(s, m);
  s->main_left.store(1, kRelease);
  FutexWake(&s->main_left, INT_MAX);
  if (m->locked_g != nullptr) {
    // It was locked to a thread that is no longer ours.
    m->locked_g->locked_m = nullptr;
    m->locked_g->lock_count = 0;
    m->locked_g = nullptr;
  }
  if (options.own_process && !exiting()) {
    // The others go on; the process is about to end, or the next RunMain to come.
    s->interrupt.fetch_and(~static_cast<uint32_t>(kInterruptLeave), kSeqCst);
    {
      MutexLock hold(s->lock);
      s->running = false;
      s->num_m--;
    }
    if (m->p != nullptr) {
      P* mine = ReleaseP(m);
      mine->status.store(PStatus::kIdle, kRelaxed);
      if (s->deterministic) {
        MutexLock hold(s->lock);
        PidlePut(s, mine);
      } else {
        HandoffP(s, mine);
      }
    }
    return 0;
  }
  StopTheWorld(m, "end of RunMain");
  MutexLock hold(s->lock);
  s->world_parked = true;
  s->running = false;
  s->num_m--;
  if (m->p != nullptr) ReleaseP(m);  // its status is kGcStop
  m->impl->stack_low = nullptr;
  return exiting() ? exit_status_ : 0;
}

Runtime::~Runtime() {
  Sched* s = sched.get();
  exiting_.store(true, std::memory_order_seq_cst);
  M* m0 = s->m0;
  if (m0 != nullptr) {
    // With the world stopped no P is left in a blocking call, so that none comes back unseen.
    if (!s->world_parked) StopTheWorld(m0, "end of the engine");
    s->interrupt.fetch_or(kInterruptLeave, kSeqCst);
    for (M* m = s->all_m.load(kAcquire); m != nullptr; m = m->impl->all_link) {
      uint32_t state = M::Impl::kInCall;
      if (m != m0 && !m->impl->returns) {
        m->impl->call_state.compare_exchange_strong(state, M::Impl::kAbandoned, kSeqCst);
      }
    }
    StartTheWorld(m0);
    if (s->poller_ready.load(kAcquire)) NetpollBreak(s);
    std::vector<M*> all;
    {
      MutexLock hold(s->lock);
      while (M* m = MGet(s)) m->impl->park.Wake();
      for (M* m = s->all_m.load(kRelaxed); m != nullptr; m = m->impl->all_link) {
        if (m->impl->locked_wait) m->impl->park.Wake();
        if (m != m0) all.push_back(m);
      }
    }
    for (M* m : all) {
      if (m->impl->call_state.load(kSeqCst) == M::Impl::kAbandoned) {
        pthread_detach(m->impl->thread);
      } else {
        while (!m->impl->started.load(kAcquire)) sched_yield();
        pthread_join(m->impl->thread, nullptr);
      }
    }
    UnwindFibers(s, m0);
  }
  if (s->sysmon_started.load(kAcquire)) {
    s->sysmon_stop.store(true, kSeqCst);
    s->sysmon_note.Wake();
    pthread_join(s->sysmon_thread, nullptr);
  }
  sched.reset();
  for (int i = 0; i < 64; i++) {
    if (stdlib[i] != nullptr && stdlib_free[i] != nullptr) stdlib_free[i](stdlib[i]);
  }
}

}  // namespace minigo::runtime
