// This file implements timers: a 4-ary heap per P, which the P's M runs between goroutines and which idle Ms watch and
// run for busy ones; and time.Sleep.
#include "runtime/timer.h"

#include <ctime>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/chan_impl.h"
#include "runtime/native.h"
#include "runtime/proc.h"
#include "runtime/sched.h"
#include "runtime/synctest.h"
#include "runtime/timer_impl.h"

namespace minigo::runtime {

namespace {
constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kSeqCst = std::memory_order_seq_cst;
}  // namespace

struct TimerHeap {
  struct Entry {
    int64_t when;
    Timer* t;
  };
  SmallLock lock;
  std::vector<Entry> heap;           // guarded by lock
  std::atomic<int64_t> min_when{0};  // of the top, 0: empty. For readers without the lock
};

namespace {

// ---- the heap, under its lock

void Put(TimerHeap* h, size_t i, TimerHeap::Entry e) {
  h->heap[i] = e;
  e.t->index = static_cast<int32_t>(i);
}

bool Less(const TimerHeap::Entry& a, const TimerHeap::Entry& b) {
  return a.when < b.when || (a.when == b.when && a.t->tie < b.t->tie);
}

void SiftUp(TimerHeap* h, size_t i) {
  TimerHeap::Entry e = h->heap[i];
  while (i > 0) {
    size_t parent = (i - 1) / 4;
    if (!Less(e, h->heap[parent])) break;
    Put(h, i, h->heap[parent]);
    i = parent;
  }
  Put(h, i, e);
}

void SiftDown(TimerHeap* h, size_t i) {
  TimerHeap::Entry e = h->heap[i];
  size_t n = h->heap.size();
  for (;;) {
    size_t first = 4 * i + 1;
    if (first >= n) break;
    size_t least = first;
    for (size_t c = first + 1; c < first + 4 && c < n; c++) {
      if (Less(h->heap[c], h->heap[least])) least = c;
    }
    if (!Less(h->heap[least], e)) break;
    Put(h, i, h->heap[least]);
    i = least;
  }
  Put(h, i, e);
}

void PublishMin(TimerHeap* h) {
  h->min_when.store(h->heap.empty() ? 0 : h->heap[0].when, kSeqCst);
}

void Insert(TimerHeap* h, Timer* t) {
  SmallLockGuard hold(h->lock);
  h->heap.push_back({t->when, t});
  SiftUp(h, h->heap.size() - 1);
  PublishMin(h);
  t->home = h;
}

void Erase(TimerHeap* h, Timer* t) {
  SmallLockGuard hold(h->lock);
  auto i = static_cast<size_t>(t->index);
  TimerHeap::Entry last = h->heap.back();
  h->heap.pop_back();
  if (i < h->heap.size()) {
    Put(h, i, last);
    SiftUp(h, i);
    SiftDown(h, static_cast<size_t>(last.t->index));
  }
  PublishMin(h);
  t->home = nullptr;
}

// t->when has changed.
void Fix(TimerHeap* h, Timer* t) {
  SmallLockGuard hold(h->lock);
  auto i = static_cast<size_t>(t->index);
  h->heap[i].when = t->when;
  SiftUp(h, i);
  SiftDown(h, static_cast<size_t>(t->index));
  PublishMin(h);
}

// ---- under Timer::mu

bool WantsHeap(const Timer* t) {
  return t->home == nullptr && t->when > 0 && (t->chan == nullptr || t->blocked > 0);
}

// A timer is due at `when`: sees to it that some M is awake then.
void WakePoller(Sched* s, int64_t when) {
  if (s->deterministic) return;
  if (s->last_poll.load(kSeqCst) == 0) {
    int64_t until = s->poll_until.load(kSeqCst);
    if (until == 0 || until > when) NetpollBreak(s);
  } else {
    Wakep(s);
  }
}

TimerHeap* HeapFor(const M* m, const Timer* t) { return t->fake ? m->g->bubble->timers : m->p->timers; }

// What t goes by; the running goroutine is in its bubble.
int64_t ClockOf(const M* m, const Timer* t) {
  return t->fake ? m->g->bubble->now.load(kRelaxed) : NanoTime(m->rt);
}

// Fires t, which is due. t->mu is held, and released.
void Fire(M* m, Timer* t, int64_t now) {
  int64_t due = t->when;
  if (t->period > 0) {
    int64_t steps = 1 + (now - t->when) / t->period;
    int64_t next;
    if (__builtin_mul_overflow(steps, t->period, &next) ||
        __builtin_add_overflow(t->when, next, &next)) {
      next = kMaxWhen;
    }
    t->when = next;
    if (t->home != nullptr) Fix(t->home, t);
  } else {
    if (t->home != nullptr) Erase(t->home, t);
    t->when = 0;
  }
  if (t->chan != nullptr) {
    // Under the lock, so that Stop and Reset come before it or after, and find the value in the channel.
    ChanTrySendTime(m, t->chan, now - due, t->fake ? due : 0);
    t->mu.Unlock();
    return;
  }
  FuncVal* fn = t->fn;
  const void* go_pc = t->go_pc;
  G* sleeper = t->sleeper;
  void (*call)(M*, Timer*) = t->call;
  bool fake = t->fake;
  t->mu.Unlock();
  if (sleeper != nullptr) {
    Ready(m, sleeper);
  } else if (fn != nullptr) {
    // Started by the runtime, not by the goroutine that happens to run here.
    G* running = m->g;
    m->g = nullptr;
    G* g = MakeProc(m, fake ? running->bubble : nullptr, fn, go_pc);
    m->g = running;
    StartProc(m, g);
  } else if (call != nullptr) {
    call(m, t);
  }
}

}  // namespace

TimerHeap* NewTimerHeap() { return new TimerHeap; }

void FreeTimerHeap(P* p) {
  delete p->timers;
  p->timers = nullptr;
}

int64_t NextTimer(const P* p) { return p->timers->min_when.load(kSeqCst); }

bool AnyTimers(const Sched* s) {
  int n = s->num_p.load(std::memory_order_acquire);
  for (int i = 0; i < n; i++) {
    if (NextTimer(s->all_p[i]) != 0) return true;
  }
  return false;
}

namespace {

// Fires what is due at `now`; returns when the next timer is, or 0.
int64_t RunTimers(M* m, TimerHeap* h, int64_t now, bool* ran) {
  int64_t next = h->min_when.load(kSeqCst);
  while (next != 0 && next <= now) {
    h->lock.Lock();
    Timer* t = h->heap.empty() || h->heap[0].when > now ? nullptr : h->heap[0].t;
    h->lock.Unlock();
    if (t != nullptr) {
      // Others may have come between: look again with the timer's own lock.
      t->mu.Lock();
      if (t->home == h && t->when > 0 && t->when <= now) {
        Fire(m, t, now);
        *ran = true;
      } else {
        t->mu.Unlock();
      }
    }
    next = h->min_when.load(kSeqCst);
  }
  return next;
}

}  // namespace

int64_t CheckTimers(M* m, P* p, int64_t* now, bool* ran) {
  TimerHeap* h = p->timers;
  if (h->min_when.load(kSeqCst) == 0) return 0;
  if (*now == 0) {
    *now = NanoTime(m->rt);
    SchedOf(m)->coarse_now.store(*now, kRelaxed);
  }
  return RunTimers(m, h, *now, ran);
}

int64_t FirstTimer(const TimerHeap* h) { return h->min_when.load(kSeqCst); }

void FireTimers(M* m, TimerHeap* h, int64_t now) {
  bool ran = false;
  RunTimers(m, h, now, &ran);
}

void DropTimerHeap(TimerHeap* h) {
  for (;;) {
    h->lock.Lock();
    Timer* t = h->heap.empty() ? nullptr : h->heap[0].t;
    h->lock.Unlock();
    if (t == nullptr) break;
    SmallLockGuard hold(t->mu);
    if (t->home == h) Erase(h, t);
  }
  delete h;
}

void ForEachTimerRange(TimerHeap* h, void (*fn)(void* arg, const void* low, const void* high), void* arg) {
  if (h == nullptr || h->heap.empty()) return;
  fn(arg, h->heap.data(), h->heap.data() + h->heap.size());
  // Timers outside of the heap (sleep, deadlines) lead to no heap object.
}

void TimerBlock(M* m, Timer* t) {
  t->mu.Lock();
  t->blocked++;
  int64_t when = t->when;
  bool add = WantsHeap(t);
  if (add) Insert(HeapFor(m, t), t);
  t->mu.Unlock();
  if (add && !t->fake) WakePoller(SchedOf(m), when);
}

void TimerUnblock(M* m, Timer* t) {
  SmallLockGuard hold(t->mu);
  MINIGO_DCHECK(t->blocked > 0);
  if (--t->blocked == 0 && t->home != nullptr && t->chan != nullptr) Erase(t->home, t);
}

void TimerMaybeRun(M* m, Timer* t) {
  t->mu.Lock();
  if (t->home != nullptr || t->when == 0) {
    t->mu.Unlock();
    return;
  }
  int64_t now = ClockOf(m, t);
  if (t->when > now) {
    t->mu.Unlock();
    return;
  }
  Fire(m, t, now);
}

Timer* TimerNew(M* m, Chan* chan, FuncVal* fn, const void* go_pc) {
  auto* t = static_cast<Timer*>(m->rt->heap.NewConservative(m, sizeof(Timer)));
  t->chan = chan;
  t->fn = fn;
  t->go_pc = go_pc;
  t->fake = m->g != nullptr && m->g->bubble != nullptr;
  if (chan != nullptr) chan->timer = t;
  return t;
}

bool TimerSet(M* m, Timer* t, int64_t when, int64_t period, bool wake) {
  if (when < 1) when = 1;
  t->mu.Lock();
  bool pending = t->when > 0;
  t->when = when;
  t->period = period > 0 ? period : 0;
  if (t->fake) {
    t->tie = FastRand(m);
    wake = false;
  }
  if (t->chan != nullptr && ChanDrain(t->chan)) pending = true;
  if (t->home != nullptr) {
    Fix(t->home, t);
  } else if (WantsHeap(t)) {
    // What is due at once does not wait until the bubble is blocked.
    int64_t now = t->fake ? ClockOf(m, t) : 0;
    if (when <= now) {
      Fire(m, t, now);
      return pending;
    }
    Insert(HeapFor(m, t), t);
  } else {
    wake = false;
  }
  t->mu.Unlock();
  if (wake) WakePoller(SchedOf(m), when);
  return pending;
}

bool TimerReset(M* m, Timer* t, int64_t when, int64_t period) {
  Sched* s = SchedOf(m);
  if (t->fake && m->g->bubble == nullptr) {
    PanicFatal(m, "reset of synctest timer from outside bubble");
    return false;
  }
  // A goroutine that runs on and on must be preempted for the timer to fire.
  if (!s->sysmon_started.load(kRelaxed)) StartSysmon(s);
  return TimerSet(m, t, when, period, true);
}

bool TimerStop(M* m, Timer* t) {
  if (t->fake && m->g->bubble == nullptr) {
    PanicFatal(m, "stop of synctest timer from outside bubble");
    return false;
  }
  SmallLockGuard hold(t->mu);
  bool pending = t->when > 0;
  t->when = 0;
  t->period = 0;
  if (t->home != nullptr) Erase(t->home, t);
  if (t->chan != nullptr && ChanDrain(t->chan)) pending = true;
  return pending;
}

ChanStatus Sleep(M* m, int64_t ns) {
  if (ns <= 0) return ChanStatus::kDone;
  Sched* s = SchedOf(m);
  G* g = m->g;
  Timer* t = g->sleep_timer;
  if (t == nullptr) {
    t = new Timer{};
    t->sleeper = g;
    g->sleep_timer = t;
  }
  int64_t when;
  t->fake = g->bubble != nullptr;
  if (__builtin_add_overflow(ClockOf(m, t), ns, &when)) when = kMaxWhen;
  if (t->fake) {
    // The clock moves only when this goroutine has parked.
    TimerSet(m, t, when, 0, false);
    Park(m, WaitReason::kSleep, nullptr);
    return ChanStatus::kParked;
  }
  // If nothing else is to run here, this M goes idle next and sees the timer itself.
  bool wake = !RunqEmpty(m->p) || s->runq_size.load(kSeqCst) > 0;
  Park(m, WaitReason::kSleep, nullptr);
  TimerSet(m, t, when, 0, wake);
  return ChanStatus::kParked;
}

void FreeSleepTimer(G* g) {
  delete g->sleep_timer;
  g->sleep_timer = nullptr;
}

int64_t BubbleTime(const M* m) {
  const Bubble* b = m->g != nullptr ? m->g->bubble : nullptr;
  return b != nullptr ? b->now.load(kRelaxed) : 0;
}

uint32_t BubbleId(const M* m) {
  const Bubble* b = m->g != nullptr ? m->g->bubble : nullptr;
  return b != nullptr ? b->id : 0;
}

void SetMakeTime(Runtime* rt, MakeTimeFn fn) { rt->sched->make_time = fn; }

// ---------------------------------------------------------------- clocks

int64_t NanoTime() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec * 1'000'000'000LL + ts.tv_nsec;
}

void WallTime(int64_t* sec, int32_t* nsec) {
  timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  *sec = ts.tv_sec;
  *nsec = static_cast<int32_t>(ts.tv_nsec);
}

int64_t NanoTime(Runtime* rt) {
  const Sched* s = rt->sched.get();
  return s->deterministic ? s->virtual_now : NanoTime();
}

void WallTime(Runtime* rt, int64_t* sec, int32_t* nsec) {
  const Sched* s = rt->sched.get();
  if (!s->deterministic) return WallTime(sec, nsec);
  *sec = s->virtual_epoch + s->virtual_now / 1'000'000'000;
  *nsec = static_cast<int32_t>(s->virtual_now % 1'000'000'000);
}

}  // namespace minigo::runtime
