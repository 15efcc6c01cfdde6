// This file implements the life of goroutines, and of the scheduler that runs them: from RunMain through the loop of each M
// to the engine's end. README.md, "Scheduler", tells the protocols and why they are so.
#include "runtime/proc.h"

#include <climits>
#include <cstdlib>
#include <new>

#include <sched.h>
#include <unistd.h>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "runtime/base/check.h"
#include "runtime/panic.h"
#include "runtime/proc_impl.h"
#include "runtime/roots.h"
#include "runtime/signal.h"
#include "runtime/stack.h"
#include "runtime/synctest.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr int kSlabSize = 64;
constexpr int kFreshBatch = 8;     // new Gs taken from a slab at once
constexpr int kMaxLocalDead = 64;  // dead Gs a P keeps
constexpr uint64_t kFirstUserId = 18;  // Go's runtime has goroutines of its own before
constexpr uint64_t kIdBatch = 16;
constexpr int64_t kMainGraceNs = 10'000'000;

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

G* NewG(M* m, Bubble* bubble, FuncVal* entry, const Slot* args, int arg_slots, const void* go_pc) {
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
  g->system = false;
  g->preempted = false;
  g->durable = false;
  g->off_m0 = false;
  g->goexit = false;
  g->labels = parent != nullptr ? parent->labels : nullptr;
  g->bubble = bubble;
  if (bubble != nullptr) [[unlikely]] BubbleAdd(bubble);
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
  bool retired = g->system && g->go_pc != nullptr;
  if (g->system && !retired) s->system_gs.fetch_sub(1, kRelaxed);
  g->labels = nullptr;
  if (g->bubble != nullptr) [[unlikely]] BubbleFinish(m, g);
  g->defers = nullptr;
  g->panics = nullptr;
  g->m = nullptr;
  g->fiber = nullptr;
  g->park_on = nullptr;
  if (!retired) p->ended.store(p->ended.load(kRelaxed) + 1, kRelaxed);
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
      if (m->impl->parked_in != nullptr) [[unlikely]] BubbleParked(m);
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

}  // namespace

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

uint64_t Random64(uint64_t state[2]) {
  // xorshift128+
  uint64_t x = state[0], y = state[1];
  state[0] = y;
  x ^= x << 23;
  state[1] = x ^ y ^ (x >> 17) ^ (y >> 26);
  return state[1] + y;
}

// ---------------------------------------------------------------- the door

G* Newproc(M* m, FuncVal* entry, const Slot* args, int arg_slots, const void* go_pc) {
  G* g = NewG(m, m->g != nullptr ? m->g->bubble : nullptr, entry, args, arg_slots, go_pc);
  QueueNew(SchedOf(m), m, g);
  return g;
}

G* MakeProc(M* m, Bubble* b, FuncVal* entry, const void* go_pc) {
  return NewG(m, b, entry, nullptr, 0, go_pc);
}

void StartProc(M* m, G* g) { QueueNew(SchedOf(m), m, g); }

G* NewSystemG(M* m, FuncVal* entry, const Slot* args, int arg_slots) {
  Sched* s = SchedOf(m);
  G* g = NewG(m, nullptr, entry, args, arg_slots, nullptr);
  g->system = true;
  g->parent_id = 0;
  s->system_gs.fetch_add(1, kRelaxed);
  QueueNew(s, m, g);
  return g;
}

// A retired goroutine is one of the system's that a go statement has started.
void RetireG(M* m) {
  G* g = m->g;
  if (g->system || g->go_pc == nullptr) return;
  g->system = true;
  m->p->ended.store(m->p->ended.load(kRelaxed) + 1, kRelaxed);
}

void Ready(M* m, G* g, bool next) {
  Sched* s = SchedOf(m);
  MINIGO_DCHECK(g->status.load(kRelaxed) == GStatus::kWaiting);
  g->status.store(GStatus::kRunnable, kRelaxed);
  if (g->durable) [[unlikely]] BubbleReady(g);
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
  if (g->bubble != nullptr) [[unlikely]] BubblePark(m, g, reason);
  g->status.store(GStatus::kWaiting, kRelease);
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

void ForEachNativeStack(Runtime* rt, const void* own_low, void (*fn)(void* arg, const void* low, const void* high),
                        void* arg) {
  Sched* s = rt->sched.get();
  if (s == nullptr) return;
  for (M* m = s->all_m.load(kAcquire); m != nullptr; m = m->impl->all_link) {
    M::Impl* impl = m->impl;
    const void* low = impl->stack_low;
    bool own = m == s->stopper && pthread_equal(impl->thread, pthread_self());
    if (own) low = own_low;
    fn(arg, &m->pending, &m->call + 1);
    // Idle, or between two goroutines: nothing of interest.
    if (low == nullptr || (m->g == nullptr && !own)) continue;
    if (impl->spilled_live) fn(arg, impl->spilled, impl->spilled + 12);
    // ForEachFiberStack covers a fiber from `low`.
    if (impl->fiber != nullptr) low = impl->thread_context;
    const void* high = impl->stack_high;
    if (m->in_loop && m->loop_low != nullptr) high = m->loop_low;
    if (low < high) fn(arg, low, high);
  }
  ForEachFiberStack(s, own_low, fn, arg);
  int n = s->num_p.load(kAcquire);
  for (int i = 0; i < n; i++) ForEachTimerRange(s->all_p[i]->timers, fn, arg);
  for (Bubble* b : s->bubbles) ForEachTimerRange(b->timers, fn, arg);
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
  FreeBubbles(this);
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
  G* g = NewG(m, nullptr, entry, args, arg_slots, nullptr);
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
