// Sudogs: goroutines as members of wait queues. One goroutine may be on many queues (select), and many goroutines on
// one, so a member is an object of its own. Sudogs live outside of the heap, in caches of the Ps.
#pragma once

#include "runtime/gmp.h"

namespace minigo::runtime {

struct Chan;

struct Sudog {
  G* g;
  // Of the channel's queue, or of a semaphore's waiters; guarded by the lock of that.
  Sudog* next;
  Sudog* prev;
  // What waits and where its results go, in the goroutine's frame. Constant while enqueued.
  void* elem;
  Slot* ok;
  Slot* chosen;  // selects: receives `index`
  Chan* chan;
  int32_t index;
  bool is_select;
  // Semaphores: nodes of a treap by address; the root of an address heads the list of its waiters.
  uint32_t ticket;
  const uint32_t* addr;
  Sudog* parent;
  Sudog* wait_link;
  Sudog* wait_tail;
  // All sudogs of G::waiting.
  Sudog* g_link;
};

struct WaitQ {
  std::atomic<Sudog*> first{nullptr};  // atomic for peeks without the lock
  Sudog* last = nullptr;

  Sudog* First() const { return first.load(std::memory_order_relaxed); }

  void Enqueue(Sudog* s) {
    s->next = nullptr;
    s->prev = last;
    if (last != nullptr) {
      last->next = s;
    } else {
      first.store(s, std::memory_order_relaxed);
    }
    last = s;
  }
  // Unlinks s; nothing to do if a waker has unlinked it already.
  void Remove(Sudog* s) {
    Sudog *x = s->prev, *y = s->next;
    if (x == nullptr && y == nullptr && First() != s) return;
    if (x != nullptr) {
      x->next = y;
    } else {
      first.store(y, std::memory_order_relaxed);
    }
    (y != nullptr ? y->prev : last) = x;
    s->next = s->prev = nullptr;
  }
  // The first waiter that is still to be had: one in a select may have been taken through another channel.
  Sudog* Dequeue() {
    while (Sudog* s = First()) {
      Remove(s);
      if (s->is_select) {
        uint32_t open = 0;
        if (!s->g->select_done.compare_exchange_strong(open, 1)) continue;
      }
      return s;
    }
    return nullptr;
  }
};

// All fields zero.
Sudog* AcquireSudog(M* m);
void ReleaseSudog(M* m, Sudog* s);

}  // namespace minigo::runtime
