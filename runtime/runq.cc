// This file implements the run queue of a P: a lock-free ring of 256 goroutines with one producer and many consumers,
// and the slot before it.
//
// head is advanced by compare-and-swap, by the owner and by thieves; tail by the owner only. A thief copies slots
// first and then claims them by moving head; since the owner never overwrites slots in [head, tail), a claim that
// succeeds proves that the copies were good. Slots are atomics because a thief that loses reads slots which the owner may
// be rewriting.
#include "runtime/runq.h"

#include <ctime>

#include "runtime/base/check.h"
#include "runtime/smalllock.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;
constexpr auto kSeqCst = std::memory_order_seq_cst;

// How long a P may take to run the goroutine that it has just readied before others take it. Go asks for 3 microseconds of
// sleep, of which the kernel's timer slack makes more than 50. Programs whose goroutines print can tell: a goroutine
// that sends and goes on for a moment is not overtaken by the one it has woken. Ours need longer for the same steps.
constexpr int kRunnextNaps = 2;

void Nap() {
  timespec t = {0, 3000};
  nanosleep(&t, nullptr);
}

// Copies up to half of p's ring into `batch` at `at` and claims it. Returns the number claimed.
uint32_t Grab(P* p, std::atomic<G*>* batch, uint32_t at, bool steal_next) {
  RunQueue& q = p->runq;
  for (;;) {
    uint32_t h = q.head.load(kAcquire);
    uint32_t t = q.tail.load(kAcquire);
    uint32_t n = t - h;
    n -= n / 2;
    if (n == 0) {
      if (!steal_next) return 0;
      G* next = q.next.load(kSeqCst);
      if (next == nullptr) return 0;
      if (p->status.load(kRelaxed) == PStatus::kRunning) {
        // The P runs and has just readied this one: it most likely parks within a microsecond and runs it itself. Taking
        // it away would only make the two bounce between threads. So leave it alone for a moment, and for
        // good if the P has switched goroutines meanwhile.
        uint32_t tick = p->sched_tick.load(kRelaxed);
        for (int i = 0; i < kRunnextNaps; i++) {
          Nap();
          if (q.next.load(kSeqCst) != next || p->sched_tick.load(kRelaxed) != tick || p->translating.load(kSeqCst)) return 0;
        }
      }
      if (!q.next.compare_exchange_strong(next, nullptr, kSeqCst)) continue;
      batch[at % kRunqSize].store(next, kRelaxed);
      return 1;
    }
    if (n > kRunqSize / 2) continue;  // head and tail were read at different times
    for (uint32_t i = 0; i < n; i++) {
      batch[(at + i) % kRunqSize].store(q.ring[(h + i) % kRunqSize].load(kRelaxed), kRelaxed);
    }
    if (q.head.compare_exchange_strong(h, h + n, kSeqCst, kRelaxed)) return n;
  }
}

}  // namespace

bool RunqPut(P* p, G* g, bool next, GList* overflow) {
  RunQueue& q = p->runq;
  if (next) {
    g = q.next.exchange(g, kSeqCst);
    if (g == nullptr) return false;
  }
  for (;;) {
    uint32_t h = q.head.load(kAcquire);
    uint32_t t = q.tail.load(kRelaxed);
    if (t - h < kRunqSize) {
      q.ring[t % kRunqSize].store(g, kRelaxed);
      // Sequentially consistent: the caller goes on to ask whether anyone spins.
      q.tail.store(t + 1, kSeqCst);
      return false;
    }
    uint32_t n = (t - h) / 2;
    G* batch[kRunqSize / 2];
    for (uint32_t i = 0; i < n; i++) batch[i] = q.ring[(h + i) % kRunqSize].load(kRelaxed);
    if (!q.head.compare_exchange_strong(h, h + n, kSeqCst, kRelaxed)) continue;
    for (uint32_t i = 0; i < n; i++) overflow->PushBack(batch[i]);
    overflow->PushBack(g);
    return true;
  }
}

G* RunqGet(P* p, bool* inherit) {
  RunQueue& q = p->runq;
  G* next = q.next.load(kRelaxed);
  // Only the owner sets it non-null, so a failed swap means that a thief has emptied it.
  if (next != nullptr && q.next.compare_exchange_strong(next, nullptr, kSeqCst)) {
    *inherit = true;
    return next;
  }
  *inherit = false;
  for (;;) {
    uint32_t h = q.head.load(kAcquire);
    uint32_t t = q.tail.load(kRelaxed);
    if (t == h) return nullptr;
    G* g = q.ring[h % kRunqSize].load(kRelaxed);
    if (q.head.compare_exchange_strong(h, h + 1, kSeqCst, kRelaxed)) return g;
  }
}

bool RunqEmpty(const P* p) {
  // A put may kick runnext into the ring between two of the loads; the tail read again tells.
  const RunQueue& q = p->runq;
  for (;;) {
    uint32_t h = q.head.load(kSeqCst);
    uint32_t t = q.tail.load(kSeqCst);
    G* next = q.next.load(kSeqCst);
    if (t == q.tail.load(kSeqCst)) return h == t && next == nullptr;
  }
}

uint32_t RunqSize(const P* p) {
  uint32_t h = p->runq.head.load(kAcquire);
  uint32_t t = p->runq.tail.load(kAcquire);
  return t - h + (p->runq.next.load(kRelaxed) != nullptr ? 1 : 0);
}

void RunqDrain(P* p, GList* out) {
  bool inherit;
  while (G* g = RunqGet(p, &inherit)) out->PushBack(g);
}

G* RunqSteal(P* p, P* victim, bool steal_next) {
  uint32_t t = p->runq.tail.load(kRelaxed);
  uint32_t n = Grab(victim, p->runq.ring, t, steal_next);
  if (n == 0) return nullptr;
  n--;
  G* g = p->runq.ring[(t + n) % kRunqSize].load(kRelaxed);
  if (n == 0) return g;
  MINIGO_DCHECK(t - p->runq.head.load(kAcquire) + n < kRunqSize);
  p->runq.tail.store(t + n, kRelease);
  return g;
}

}  // namespace minigo::runtime
