// This file implements semaphores on addresses and the notify list.
//
// Waiters are found by address through a table of buckets; in a bucket, a treap ordered by address holds the first waiter
// of each, and that heads the list of the others. A release that finds a waiter hands it the unit it has just
// added, so a woken goroutine owns what it waited for and never waits twice.
#include "runtime/sema.h"

#include <string>

#include "runtime/base/check.h"
#include "runtime/native.h"
#include "runtime/sched.h"

namespace minigo::runtime {

namespace {

constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr auto kSeqCst = std::memory_order_seq_cst;
constexpr int kBuckets = 251;  // a prime: addresses are multiples of 4 or 8

struct alignas(64) SemaRoot {
  SmallLock lock;
  std::atomic<uint32_t> waiters{0};
  Sudog* treap = nullptr;  // guarded by lock
};

}  // namespace

struct SemaTable {
  SemaRoot roots[kBuckets];
};

namespace {

SemaRoot& RootOf(Sched* s, const uint32_t* addr) {
  return s->semas->roots[(reinterpret_cast<uintptr_t>(addr) >> 3) % kBuckets];
}

bool TryTake(uint32_t* addr) {
  std::atomic_ref<uint32_t> count(*addr);
  uint32_t v = count.load(kSeqCst);
  while (v > 0) {
    if (count.compare_exchange_weak(v, v - 1, kSeqCst)) return true;
  }
  return false;
}

// ---- the treap: prev and next are the left and right child, ticket the priority (least on top)

void Replace(SemaRoot* root, Sudog* old, Sudog* by) {
  Sudog* parent = old->parent;
  if (parent == nullptr) {
    root->treap = by;
  } else if (parent->prev == old) {
    parent->prev = by;
  } else {
    parent->next = by;
  }
  if (by != nullptr) by->parent = parent;
}

void RotateLeft(SemaRoot* root, Sudog* x) {
  Sudog* y = x->next;
  Replace(root, x, y);
  x->next = y->prev;
  if (x->next != nullptr) x->next->parent = x;
  y->prev = x;
  x->parent = y;
}

void RotateRight(SemaRoot* root, Sudog* x) {
  Sudog* y = x->prev;
  Replace(root, x, y);
  x->prev = y->next;
  if (x->prev != nullptr) x->prev->parent = x;
  y->next = x;
  x->parent = y;
}

// `by` takes the place of `old` in the treap.
void TakePlace(SemaRoot* root, Sudog* old, Sudog* by) {
  by->ticket = old->ticket;
  by->prev = old->prev;
  by->next = old->next;
  Replace(root, old, by);
  if (by->prev != nullptr) by->prev->parent = by;
  if (by->next != nullptr) by->next->parent = by;
  old->parent = old->prev = old->next = nullptr;
}

void Queue(M* m, SemaRoot* root, Sudog* s, const uint32_t* addr, bool lifo) {
  s->addr = addr;
  Sudog* parent = nullptr;
  Sudog** at = &root->treap;
  while (Sudog* t = *at) {
    if (t->addr == addr) {
      if (lifo) {
        TakePlace(root, t, s);
        s->wait_link = t;
        s->wait_tail = t->wait_tail != nullptr ? t->wait_tail : t;
        t->wait_tail = nullptr;
      } else {
        (t->wait_tail != nullptr ? t->wait_tail->wait_link : t->wait_link) = s;
        t->wait_tail = s;
      }
      return;
    }
    parent = t;
    at = reinterpret_cast<uintptr_t>(addr) < reinterpret_cast<uintptr_t>(t->addr) ? &t->prev
                                                                                   : &t->next;
  }
  s->ticket = FastRand(m) | 1;
  s->parent = parent;
  *at = s;
  while (s->parent != nullptr && s->parent->ticket > s->ticket) {
    if (s->parent->prev == s) {
      RotateRight(root, s->parent);
    } else {
      RotateLeft(root, s->parent);
    }
  }
}

Sudog* Dequeue(SemaRoot* root, const uint32_t* addr) {
  Sudog* s = root->treap;
  while (s != nullptr && s->addr != addr) {
    s = reinterpret_cast<uintptr_t>(addr) < reinterpret_cast<uintptr_t>(s->addr) ? s->prev : s->next;
  }
  if (s == nullptr) return nullptr;
  if (Sudog* t = s->wait_link) {
    TakePlace(root, s, t);
    t->wait_tail = t->wait_link != nullptr ? s->wait_tail : nullptr;
    s->wait_link = s->wait_tail = nullptr;
    return s;
  }
  while (s->prev != nullptr || s->next != nullptr) {
    if (s->next == nullptr || (s->prev != nullptr && s->prev->ticket < s->next->ticket)) {
      RotateRight(root, s);
    } else {
      RotateLeft(root, s);
    }
  }
  Replace(root, s, nullptr);
  s->parent = nullptr;
  return s;
}

// Readies the waiter and frees its sudog. A waiter on a Cond, in a bubble, may be woken only from within: otherwise a fatal error
// is raised.
void Wake(M* m, Sudog* s) {
  G* g = s->g;
  if (g->durable && g->wait_reason == WaitReason::kSyncCondWait && (m->g == nullptr || m->g->bubble != g->bubble))
      [[unlikely]] {
    std::string text = "semaphore wake of synctest goroutine " + std::to_string(g->id) + " from outside bubble\n";
    PrintString(m, GoString(std::string_view(text)));
    PanicFatal(m, "semaphore wake of synctest goroutine from outside bubble");
    return;
  }
  ReleaseSudog(m, s);
  Ready(m, g);
}

SmallLock& LockOf(NotifyList* l) {
  static_assert(sizeof(SmallLock) <= sizeof(l->lock));
  return *reinterpret_cast<SmallLock*>(&l->lock);
}

bool Before(uint32_t a, uint32_t b) { return static_cast<int32_t>(a - b) < 0; }

}  // namespace

SemStatus SemAcquire(M* m, uint32_t* addr, WaitReason reason, bool lifo) {
  if (TryTake(addr)) return SemStatus::kDone;
  SemaRoot& root = RootOf(SchedOf(m), addr);
  Sudog* s = AcquireSudog(m);
  s->g = m->g;
  root.lock.Lock();
  // Announce, then look again: a release adds first and then looks for waiters.
  root.waiters.fetch_add(1, kSeqCst);
  if (TryTake(addr)) {
    root.waiters.fetch_sub(1, kSeqCst);
    root.lock.Unlock();
    ReleaseSudog(m, s);
    return SemStatus::kDone;
  }
  Queue(m, &root, s, addr, lifo);
  Park(m, reason, addr);
  root.lock.Unlock();
  return SemStatus::kParked;
}

void SemRelease(M* m, uint32_t* addr, bool handoff) {
  SemaRoot& root = RootOf(SchedOf(m), addr);
  std::atomic_ref<uint32_t>(*addr).fetch_add(1, kSeqCst);
  if (root.waiters.load(kSeqCst) == 0) return;
  root.lock.Lock();
  Sudog* s = nullptr;
  if (root.waiters.load(kRelaxed) != 0 && TryTake(addr)) {
    s = Dequeue(&root, addr);
    if (s != nullptr) {
      root.waiters.fetch_sub(1, kSeqCst);
    } else {
      std::atomic_ref<uint32_t>(*addr).fetch_add(1, kSeqCst);
    }
  }
  root.lock.Unlock();
  if (s == nullptr) return;
  Wake(m, s);
  if (handoff && m->p != nullptr && m->locks == 0) {
    // The running goroutine gives way at its next safepoint, to the end of its own queue; the waiter is in runnext.
    m->impl->yield_local = true;
    PreemptP(m->p, true);
  }
}

uint32_t NotifyAdd(NotifyList* l) { return l->wait.fetch_add(1, kSeqCst); }

SemStatus NotifyWait(M* m, NotifyList* l, uint32_t ticket) {
  Sudog* s = AcquireSudog(m);
  SmallLock& lock = LockOf(l);
  lock.Lock();
  if (Before(ticket, l->notify)) {  // notified between Add and here
    lock.Unlock();
    ReleaseSudog(m, s);
    return SemStatus::kDone;
  }
  s->g = m->g;
  s->ticket = ticket;
  s->next = nullptr;
  if (l->tail == nullptr) {
    l->head = s;
  } else {
    l->tail->next = s;
  }
  l->tail = s;
  Park(m, WaitReason::kSyncCondWait, l);
  lock.Unlock();
  return SemStatus::kParked;
}

void NotifyAll(M* m, NotifyList* l) {
  std::atomic_ref<uint32_t> notify(l->notify);
  if (l->wait.load(kSeqCst) == notify.load(kSeqCst)) return;
  SmallLock& lock = LockOf(l);
  lock.Lock();
  Sudog* s = l->head;
  l->head = l->tail = nullptr;
  // Whoever has added itself but not come to wait yet finds its ticket served.
  notify.store(l->wait.load(kSeqCst), kSeqCst);
  lock.Unlock();
  while (s != nullptr) {
    Sudog* next = s->next;
    Wake(m, s);
    s = next;
  }
}

void NotifyOne(M* m, NotifyList* l) {
  std::atomic_ref<uint32_t> notify(l->notify);
  if (l->wait.load(kSeqCst) == notify.load(kSeqCst)) return;
  SmallLock& lock = LockOf(l);
  lock.Lock();
  uint32_t ticket = notify.load(kRelaxed);
  if (ticket == l->wait.load(kSeqCst)) {
    lock.Unlock();
    return;
  }
  notify.store(ticket + 1, kSeqCst);
  // The list is nearly in ticket order. If the ticket is not in it, its goroutine has not come to wait yet.
  Sudog* before = nullptr;
  for (Sudog* s = l->head; s != nullptr; before = s, s = s->next) {
    if (s->ticket != ticket) continue;
    (before != nullptr ? before->next : l->head) = s->next;
    if (l->tail == s) l->tail = before;
    lock.Unlock();
    s->next = nullptr;
    Wake(m, s);
    return;
  }
  lock.Unlock();
}

void InitSemas(Sched* s) { s->semas = new SemaTable; }
void FreeSemas(Sched* s) {
  delete s->semas;
  s->semas = nullptr;
}

}  // namespace minigo::runtime
