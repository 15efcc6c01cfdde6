// This file implements select: look at all cases in random order with all channels locked; if none is ready, enqueue a
// sudog on each, and when one of them has been completed by its waker, unlink the others.
//
// The channels are locked in the order of their addresses, which is kept, like the random order, in the `reserved` words
// of the cases: entry i of both permutations in cases[i]. Sudogs are linked through G::waiting. The first waker is
// who swaps G::select_done from 0; the others skip the sudog and unlink it in passing.
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/chan_impl.h"
#include "runtime/native.h"
#include "runtime/sched.h"

namespace minigo::runtime {

namespace {

uint32_t PollOrder(const SelectCase& c) { return static_cast<uint32_t>(c.reserved); }
uint32_t LockOrder(const SelectCase& c) { return static_cast<uint32_t>(c.reserved >> 32); }
void SetPollOrder(SelectCase* c, uint32_t v) { c->reserved = (c->reserved >> 32 << 32) | v; }
void SetLockOrder(SelectCase* c, uint32_t v) {
  c->reserved = static_cast<uint32_t>(c->reserved) | (static_cast<uint64_t>(v) << 32);
}

void LockAll(SelectCase* cases, int n) {
  Chan* last = nullptr;
  for (int i = 0; i < n; i++) {
    Chan* c = cases[LockOrder(cases[i])].chan;
    if (c != last) c->lock.Lock();
    last = c;
  }
}

// All but `except`, which is unlocked already.
void UnlockAll(SelectCase* cases, int n, const Chan* except) {
  Chan* last = nullptr;
  for (int i = n; i-- > 0;) {
    Chan* c = cases[LockOrder(cases[i])].chan;
    if (c != last && c != except) c->lock.Unlock();
    last = c;
  }
}

// Sorts entries [0, n) of the lock order by channel address: a heap sort, for bounded time and no memory.
void SortLockOrder(SelectCase* cases, int n) {
  auto at = [&](int i) { return cases[LockOrder(cases[i])].chan; };
  auto swap = [&](int i, int j) {
    uint32_t x = LockOrder(cases[i]);
    SetLockOrder(&cases[i], LockOrder(cases[j]));
    SetLockOrder(&cases[j], x);
  };
  if (n <= 12) {
    for (int i = 1; i < n; i++) {
      for (int j = i; j > 0 && at(j) < at(j - 1); j--) swap(j, j - 1);
    }
    return;
  }
  auto sift = [&](int i, int end) {
    for (;;) {
      int child = 2 * i + 1;
      if (child >= end) return;
      if (child + 1 < end && at(child) < at(child + 1)) child++;
      if (at(child) <= at(i)) return;
      swap(i, child);
      i = child;
    }
  };
  for (int i = n / 2; i-- > 0;) sift(i, n);
  for (int end = n; end-- > 1;) {
    swap(0, end);
    sift(0, end);
  }
}

// The winner is resume_arg; all other sudogs still stand in their queues, or were unlinked in passing.
void ResumeSelect(M* m, G* g) {
  auto* winner = static_cast<Sudog*>(g->resume_arg);
  g->resume = nullptr;
  g->resume_arg = nullptr;
  Sudog* s = g->waiting;
  g->waiting = nullptr;
  bool closed = winner->ticket != 0;
  while (s != nullptr) {
    Sudog* next = s->g_link;
    Chan* c = s->chan;
    bool recv = s->parent == nullptr;
    if (s != winner) {
      c->lock.Lock();
      (recv ? c->recvq : c->sendq).Remove(s);
      c->lock.Unlock();
    }
    if (recv && c->timer != nullptr) TimerUnblock(m, c->timer);
    ReleaseSudog(m, s);
    s = next;
  }
  if (closed) PanicPlainError(m, "send on closed channel");
}

}  // namespace

void MarkSelectClosed(Sudog* s) { s->ticket = 1; }

ChanStatus SelectGo(M* m, SelectCase* cases, int n, bool block, Slot* chosen, Slot* ok) {
  // Nil channels never are ready: leave them out of both orders.
  int live = 0;
  bool durable = true;  // all channels are of the goroutine's bubble
  for (int i = 0; i < n; i++) {
    Chan* c = cases[i].chan;
    if (c == nullptr) continue;
    if (c->bubble == 0) [[likely]] {
      durable = false;
    } else if (Bubbled(m, c, n > 1 ? "select on" : cases[i].send != 0 ? "send on" : "receive on")) {
      return ChanStatus::kFatal;
    }
    if (cases[i].send == 0 && c->timer != nullptr) TimerMaybeRun(m, c->timer);
    // The inside-out shuffle.
    uint64_t j = (FastRand64(m) >> 32) * static_cast<uint64_t>(live + 1) >> 32;
    if (live != static_cast<int>(j)) SetPollOrder(&cases[live], PollOrder(cases[j]));
    SetPollOrder(&cases[j], static_cast<uint32_t>(i));
    live++;
  }
  if (live == 0) {
    if (!block) {
      *chosen = static_cast<Slot>(int64_t{-1});
      return ChanStatus::kDone;
    }
    Park(m, n == 0                      ? WaitReason::kSelectNoCases
            : m->g->bubble != nullptr ? WaitReason::kSynctestSelect
                                      : WaitReason::kSelect);
    return ChanStatus::kParked;
  }
  // From the random order, so that cases on one channel stand in its queue in any order.
  for (int i = 0; i < live; i++) SetLockOrder(&cases[i], PollOrder(cases[i]));
  SortLockOrder(cases, live);
  if (block) {
    // Before the locks: a timer is locked before a channel.
    for (int i = 0; i < live; i++) {
      SelectCase& k = cases[PollOrder(cases[i])];
      if (k.send == 0 && k.chan->timer != nullptr) TimerBlock(m, k.chan->timer);
    }
  }
  LockAll(cases, live);

  ChanStatus st = ChanStatus::kWouldBlock;
  for (int i = 0; i < live; i++) {
    uint32_t index = PollOrder(cases[i]);
    SelectCase& k = cases[index];
    Chan* c = k.chan;
    st = k.send != 0 ? SendLocked(m, c, k.elem) : RecvLocked(m, c, k.elem, ok);
    if (st == ChanStatus::kWouldBlock) continue;
    *chosen = index;
    UnlockAll(cases, live, st == ChanStatus::kDone ? c : nullptr);
    break;
  }
  if (st == ChanStatus::kWouldBlock) {
    if (!block) {
      UnlockAll(cases, live, nullptr);
      *chosen = static_cast<Slot>(int64_t{-1});
      return ChanStatus::kDone;
    }
    G* g = m->g;
    g->select_done.store(0, std::memory_order_relaxed);
    g->resume = ResumeSelect;
    Sudog** tail = &g->waiting;
    for (int i = 0; i < live; i++) {
      uint32_t index = LockOrder(cases[i]);
      SelectCase& k = cases[index];
      Sudog* s = AcquireSudog(m);
      s->g = g;
      s->is_select = true;
      s->index = static_cast<int32_t>(index);
      s->chan = k.chan;
      s->elem = k.elem;
      s->chosen = chosen;
      if (k.send == 0) {
        s->ok = ok;
        k.chan->recvq.Enqueue(s);
      } else {
        s->parent = s;  // says that it sends
        k.chan->sendq.Enqueue(s);
      }
      *tail = s;
      tail = &s->g_link;
    }
    *tail = nullptr;
    Park(m, durable ? WaitReason::kSynctestSelect : WaitReason::kSelect, nullptr);
    // From the first unlock on the goroutine may run elsewhere, and its frame, where the cases lie, may change. The
    // channels to unlock are those of its sudogs only as long as the goroutine sleeps, too. So take them
    // along.
    constexpr int kFew = 32;
    Chan* few[kFew];
    Chan** list = live <= kFew ? few
                               : static_cast<Chan**>(std::malloc(sizeof(Chan*) *
                                                                 static_cast<size_t>(live)));
    MINIGO_CHECK(list != nullptr);
    int count = 0;
    for (int i = 0; i < live; i++) {
      Chan* c = cases[LockOrder(cases[i])].chan;
      if (count == 0 || list[count - 1] != c) list[count++] = c;
    }
    while (count-- > 0) list[count]->lock.Unlock();
    if (list != few) std::free(list);
    return ChanStatus::kParked;
  }
  if (block) {
    for (int i = 0; i < live; i++) {
      SelectCase& k = cases[PollOrder(cases[i])];
      if (k.send == 0 && k.chan->timer != nullptr) TimerUnblock(m, k.chan->timer);
    }
  }
  return st;
}

}  // namespace minigo::runtime
