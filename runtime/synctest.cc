// This file implements bubbles: who of their goroutines is blocked, and who goes on when all are.
//
// A goroutine is counted in `running` until its M, back in the scheduler, has seen that it parked, and again from the moment it is
// made runnable. So the count never falls short, and whoever finds it zero knows that the root and the waiter are parked
// for good: it may ready either.
#include "runtime/synctest.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/proc.h"
#include "runtime/sched.h"
#include "runtime/timer.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr int64_t kStartOfTime = 946'684'800'000'000'000;  // 2000-01-01 00:00:00 UTC

// The goroutine that goes on now that b has changed, or nullptr; it counts as running again. Under b->mu.
G* TakeNext(Bubble* b) {
  if (b->running > 0 || b->root == nullptr) return nullptr;
  G* g = b->root;
  int64_t due = FirstTimer(b->timers);
  bool fires = due != 0 && due <= b->now.load(kRelaxed);
  if (!fires && b->waiter != nullptr) {
    g = b->waiter;
    b->waiter = nullptr;
  }
  g->durable = false;
  b->running = 1;
  return g;
}

void Free(Sched* s, Bubble* b) {
  {
    SmallLockGuard hold(s->bubbles_lock);
    s->bubbles.erase(std::find(s->bubbles.begin(), s->bubbles.end(), b));
  }
  DropTimerHeap(b->timers);
  delete b;
}

}  // namespace

bool IsDurable(WaitReason reason) {
  switch (reason) {
    case WaitReason::kChanReceiveNil:
    case WaitReason::kChanSendNil:
    case WaitReason::kSelectNoCases:
    case WaitReason::kSleep:
    case WaitReason::kSyncCondWait:
    case WaitReason::kCoroutine:
    case WaitReason::kSynctestRun:
    case WaitReason::kSynctestWait:
    case WaitReason::kSynctestChanReceive:
    case WaitReason::kSynctestChanSend:
    case WaitReason::kSynctestSelect:
    case WaitReason::kSynctestWaitGroupWait:
      return true;
    default:
      return false;
  }
}

// ---------------------------------------------------------------- the root

void BubbleEnter(M* m) {
  Sched* s = SchedOf(m);
  auto* b = new Bubble;
  b->root = m->g;
  b->total = b->running = 1;
  b->now.store(kStartOfTime, kRelaxed);
  b->timers = NewTimerHeap();
  SmallLockGuard hold(s->bubbles_lock);
  b->id = ++s->bubbles_made;
  s->bubbles.push_back(b);
  m->g->bubble = b;
}

void BubbleStart(M* m, FuncVal* f, const void* go_pc) {
  Bubble* b = m->g->bubble;
  G* g = MakeProc(m, b, f, go_pc);
  b->main = g;
  StartProc(m, g);
}

void BubbleIdle(M* m) { Park(m, WaitReason::kSynctestRun); }

bool BubbleAdvance(M* m) {
  Bubble* b = m->g->bubble;
  int64_t now;
  {
    SmallLockGuard hold(b->mu);
    int64_t next = FirstTimer(b->timers);
    if (next == 0 || b->done) return false;
    now = std::max(next, b->now.load(kRelaxed));
    b->now.store(now, kRelaxed);
  }
  FireTimers(m, b->timers, now);
  return true;
}

BubbleEnd BubbleResult(M* m) {
  Bubble* b = m->g->bubble;
  SmallLockGuard hold(b->mu);
  if (b->total == 1) return BubbleEnd::kClean;
  return b->done ? BubbleEnd::kMainExited : BubbleEnd::kAllBlocked;
}

void BubbleLeave(M* m) {
  G* g = m->g;
  Bubble* b = g->bubble;
  g->bubble = nullptr;
  b->mu.Lock();
  b->root = nullptr;
  b->running--;
  bool last = --b->total == 0 && b->running == 0;
  if (!last) b->deadlocked_root = g->id;
  b->mu.Unlock();
  if (last) Free(SchedOf(m), b);
}

bool BubbleWait(M* m) {
  G* g = m->g;
  Bubble* b = g->bubble;
  {
    SmallLockGuard hold(b->mu);
    if (b->waiter != nullptr) return false;
    b->waiter = g;
  }
  Park(m, WaitReason::kSynctestWait);
  return true;
}

// ---------------------------------------------------------------- the scheduler's side

void BubbleAdd(Bubble* b) {
  SmallLockGuard hold(b->mu);
  b->total++;
  b->running++;
}

void BubblePark(M* m, G* g, WaitReason reason) {
  if (!IsDurable(reason)) return;
  g->durable = true;
  m->impl->parked_in = g->bubble;
}

void BubbleParked(M* m) {
  Bubble* b = m->impl->parked_in;
  m->impl->parked_in = nullptr;
  b->mu.Lock();
  b->running--;
  bool last = b->total == 0 && b->running == 0;
  G* next = TakeNext(b);
  b->mu.Unlock();
  if (next != nullptr) Ready(m, next);
  if (last) Free(SchedOf(m), b);
}

void BubbleReady(G* g) {
  g->durable = false;
  SmallLockGuard hold(g->bubble->mu);
  g->bubble->running++;
}

void BubbleFinish(M* m, G* g) {
  Bubble* b = g->bubble;
  g->bubble = nullptr;
  b->mu.Lock();
  if (g == b->main) {
    b->done = true;
    b->main = nullptr;  // the G will serve another goroutine
  }
  b->running--;
  bool last = --b->total == 0 && b->running == 0;
  G* next = TakeNext(b);
  b->mu.Unlock();
  if (next != nullptr) Ready(m, next);
  if (last) Free(SchedOf(m), b);
}

const Bubble* DeadlockedBubble(Sched* s, const G* g) {
  SmallLockGuard hold(s->bubbles_lock);
  for (const Bubble* b : s->bubbles) {
    if (b->deadlocked_root == g->id) return b;
  }
  return nullptr;
}

void FreeBubbles(Sched* s) {
  for (Bubble* b : s->bubbles) {
    DropTimerHeap(b->timers);
    delete b;
  }
  s->bubbles.clear();
}

}  // namespace minigo::runtime
