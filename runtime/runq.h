// Run queues: the ring of a P with its runnext slot, and plain lists of goroutines. Only the M that holds the P puts
// and gets; any M may steal.
#pragma once

#include "runtime/gmp.h"

namespace minigo::runtime {

constexpr uint32_t kRunqSize = 256;

// A FIFO linked by G::sched_link. Not thread-safe.
struct GList {
  G* head = nullptr;
  G* tail = nullptr;
  int64_t size = 0;

  bool empty() const { return head == nullptr; }
  void PushBack(G* g) {
    g->sched_link = nullptr;
    if (tail != nullptr) {
      tail->sched_link = g;
    } else {
      head = g;
    }
    tail = g;
    size++;
  }
  void PushBackAll(GList* l) {
    if (l->empty()) return;
    if (tail != nullptr) {
      tail->sched_link = l->head;
    } else {
      head = l->head;
    }
    tail = l->tail;
    size += l->size;
    *l = GList();
  }
  G* Pop() {
    G* g = head;
    if (g != nullptr) {
      head = g->sched_link;
      if (head == nullptr) tail = nullptr;
      size--;
    }
    return g;
  }
};

// Puts g into the ring, or with `next` into runnext, whose old occupant goes to the ring. When the ring is full, half
// of it and the goroutine come back in *overflow, for the global queue; returns whether that happened.
bool RunqPut(P* p, G* g, bool next, GList* overflow);
// *inherit: the goroutine came from runnext and shares the time slice.
G* RunqGet(P* p, bool* inherit);
bool RunqEmpty(const P* p);
uint32_t RunqSize(const P* p);
// Everything in p's queue, for a P that is retired. Only by the M that holds p, or with p idle under the
// scheduler lock.
void RunqDrain(P* p, GList* out);
// Moves half of victim's ring to p (which must be empty) and returns one of them. With steal_next the victim's runnext may
// be taken too, after a grace of some microseconds if the victim runs.
G* RunqSteal(P* p, P* victim, bool steal_next);

}  // namespace minigo::runtime
