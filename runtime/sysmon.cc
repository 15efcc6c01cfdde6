// This file implements sysmon: the thread without a P that watches the others. It takes Ps from Ms that block in calls,
// ends time slices, polls the network when nobody has for a while, and repeats requests that were lost. It
// starts with the first thing that could need it, so that a program of one goroutine has none.
#include <cerrno>

#include "runtime/netpoll.h"
#include "runtime/panic.h"
#include "runtime/sched.h"
#include "runtime/signal.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kSeqCst = std::memory_order_seq_cst;

constexpr int64_t kSlice = 10'000'000;
constexpr int64_t kMinDelay = 20'000;
constexpr int64_t kMaxDelay = 10'000'000;
constexpr int kQuietRounds = 80;

// What sysmon last saw of a P.
struct Seen {
  uint32_t sched_tick = 0;
  int64_t sched_when = 0;
  uint32_t call_tick = 0;
  int64_t call_when = 0;
  bool starved = false;
};

// The number of Ps taken from blocking calls.
int Retake(Sched* s, Seen* seen, int64_t now) {
  int taken = 0;
  int n = s->num_p.load(std::memory_order_acquire);
  bool starved_any = false;
  for (int i = 0; i < n; i++) {
    P* p = s->all_p[i];
    Seen& was = seen[i];
    PStatus status = p->status.load(kSeqCst);
    if (status == PStatus::kRunning || status == PStatus::kSyscall) {
      uint32_t tick = p->sched_tick.load(kRelaxed);
      if (was.sched_tick != tick) {
        was.sched_tick = tick;
        was.sched_when = now;
        was.starved = false;
      } else if (now - was.sched_when >= kSlice) {
        PreemptP(p, true);
      }
      // Work that waits behind one goroutine while another P is idle: its wake-up was left out.
      if (status == PStatus::kRunning && s->num_idle_p.load(kRelaxed) > 0 && !RunqEmpty(p)) {
        if (was.starved) starved_any = true;
        was.starved = true;
      }
    }
    if (status == PStatus::kSyscall) {
      uint32_t tick = p->syscall_tick.load(kRelaxed);
      if (was.call_tick != tick) {
        was.call_tick = tick;
        was.call_when = now;
        continue;
      }
      // Leave it if there is nothing to do for it, but not forever: it may hold timers.
      if (RunqEmpty(p) && s->num_p_waiters.load(kRelaxed) == 0 &&
          s->num_spinning.load(kRelaxed) + s->num_idle_p.load(kRelaxed) > 0 &&
          now - was.call_when < kSlice) {
        continue;
      }
      if (p->status.compare_exchange_strong(status, PStatus::kIdle, kSeqCst)) {
        taken++;
        p->syscall_tick.fetch_add(1, kRelaxed);
        HandoffP(s, p);
      }
    }
  }
  if (starved_any) Wakep(s);
  return taken;
}

bool EverythingIdle(Sched* s) {
  return s->num_idle_p.load(kRelaxed) == s->max_procs.load(kRelaxed);
}

// When all has been quiet for a while: until an idle P gets work, the world starts, or the time limit comes.
void DeepSleep(Sched* s, int64_t now) {
  {
    MutexLock hold(s->lock);
    if (s->sysmon_stop.load(kSeqCst) || s->interrupt.load(kRelaxed) != 0) return;
    if (!EverythingIdle(s) && s->gc_waiting.load(kRelaxed) == 0) return;
    s->sysmon_asleep.store(true, kRelaxed);
  }
  int64_t limit = 60'000'000'000;
  if (s->deadline != 0 && s->deadline - now < limit) limit = s->deadline - now;
  if (limit > 0) s->sysmon_note.SleepFor(limit);
  MutexLock hold(s->lock);
  s->sysmon_asleep.store(false, kRelaxed);
}

void* Main(void* arg) {
  auto* s = static_cast<Sched*>(arg);
  auto* seen = new Seen[kMaxProcs];
  int idle = 0;
  int quiet = 0;
  int64_t delay = 0;
  while (!s->sysmon_stop.load(kSeqCst)) {
    if (idle == 0) {
      delay = kMinDelay;
    } else if (idle > 50) {
      delay *= 2;
    }
    if (delay > kMaxDelay) delay = kMaxDelay;
    s->sysmon_note.SleepFor(delay);
    int64_t now = NanoTime();
    s->coarse_now.store(now, kRelaxed);
    if (s->deadline != 0 && now >= s->deadline && !s->rt->exiting()) {
      DieOfTimeLimit(s);
    }
    if ((s->interrupt.load(kRelaxed) & kInterruptDump) != 0) DumpAndExit(s, nullptr);
    if (s->interrupt.load(kRelaxed) != 0) {
      PreemptAll(s);
    } else if (!EverythingIdle(s)) {
      quiet = 0;
    } else if (++quiet > kQuietRounds) {
      // Not at once: who wakes up often shall not have to wake us too each time.
      DeepSleep(s, now);
      idle = 0;
      quiet = 0;
      delay = kMinDelay;
      now = NanoTime();
      s->coarse_now.store(now, kRelaxed);
    }
    if (s->deterministic) continue;
    int64_t last = s->last_poll.load(kRelaxed);
    if (s->poll_waiters.load(kRelaxed) > 0 && last != 0 && last + kMaxDelay < now &&
        s->last_poll.compare_exchange_strong(last, now, kSeqCst)) {
      GList ready = Netpoll(s, 0);
      InjectGList(s, nullptr, &ready);
    }
    if (Retake(s, seen, now) != 0) {
      idle = 0;
    } else {
      idle++;
    }
  }
  delete[] seen;
  return nullptr;
}

}  // namespace

void StartSysmon(Sched* s) {
  if (s->deterministic && s->deadline == 0) return;
  if (s->sysmon_started.exchange(true, kSeqCst)) return;
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setstacksize(&attr, 256 << 10);
  NoSignals quiet(s->rt);
  if (pthread_create(&s->sysmon_thread, &attr, Main, s) != 0) {
    s->sysmon_started.store(false, kSeqCst);
  }
  pthread_attr_destroy(&attr);
}

void WakeSysmon(Sched* s) {
  if (!s->sysmon_asleep.load(kRelaxed)) return;
  {
    MutexLock hold(s->lock);
    if (!s->sysmon_asleep.load(kRelaxed)) return;
    s->sysmon_asleep.store(false, kRelaxed);
  }
  s->sysmon_note.Wake();
}

}  // namespace minigo::runtime
