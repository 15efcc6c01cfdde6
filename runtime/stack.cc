// This file implements the chunks of goroutine stacks: the first lies in the G, the next is of a standard size that
// Ps keep in stock, and further ones double.
#include "runtime/stack.h"

#include <cstdlib>
#include <new>

#include "runtime/base/check.h"
#include "runtime/sched.h"

namespace minigo::runtime {

namespace {

constexpr size_t kStandardSlots = 256;      // 2 KB
constexpr size_t kMaxDoubledSlots = 32768;  // 256 KB: beyond it, more chunks rather than larger ones
constexpr int kMaxCached = 64;

size_t SlotsOf(const StackChunk* c) { return static_cast<size_t>(c->end - c->begin); }
size_t BytesOf(size_t slots) { return sizeof(StackChunk) + slots * sizeof(Slot); }

StackChunk* NewChunk(M* m, P* p, size_t slots) {
  if (slots == kStandardSlots && p->chunk_cache != nullptr) {
    StackChunk* c = p->chunk_cache;
    p->chunk_cache = c->prev;
    p->chunk_count--;
    return c;
  }
  CountStack(SchedOf(m), m, static_cast<int64_t>(BytesOf(slots)));
  void* memory = std::malloc(BytesOf(slots));
  if (memory == nullptr) return nullptr;
  auto* c = new (memory) StackChunk;
  c->begin = reinterpret_cast<Slot*>(c + 1);
  c->end = c->begin + slots;
  return c;
}

void FreeChunk(P* p, StackChunk* c) {
  if (SlotsOf(c) == kStandardSlots && p->chunk_count < kMaxCached) {
    c->prev = p->chunk_cache;
    p->chunk_cache = c;
    p->chunk_count++;
  } else {
    Sched* s = p->rt->sched.get();  // nullptr: on its way out
    if (p->rt->options.heap_limit != 0 && s != nullptr) {
      s->stack_bytes.fetch_sub(BytesOf(SlotsOf(c)), std::memory_order_relaxed);
    }
    std::free(c);
  }
}

// Another thread may have asked for preemption through the guard that this store overwrites.
void SetGuard(M* m, G* g) {
  g->stack_guard.store(reinterpret_cast<uintptr_t>(g->chunk->end), std::memory_order_seq_cst);
  if (m->p != nullptr && m->p->preempt.load(std::memory_order_seq_cst)) {
    g->stack_guard.store(kStackPreempt, std::memory_order_relaxed);
  }
}

}  // namespace

void CountStack(Sched* s, M* m, int64_t bytes) {
  size_t limit = s->rt->options.heap_limit;
  if (limit == 0) return;
  uint64_t n = static_cast<uint64_t>(bytes);
  uint64_t stacks = s->stack_bytes.fetch_add(n, std::memory_order_relaxed) + n;
  // The heap may have what is left of the limit; it is told now and then.
  uint64_t told = s->stack_bytes_told.load(std::memory_order_relaxed);
  if (stacks > told + limit / 64 && s->stack_bytes_told.compare_exchange_strong(told, stacks)) {
    s->rt->heap.SetHardLimit(stacks < limit ? limit - stacks : 1);
  }
  if (stacks <= limit) return;
  s->rt->limit_hit.store(true, std::memory_order_relaxed);
  FatalIn(s, m, "", "runtime: out of memory");
}

StackChunk* PushChunk(M* m, G* g, size_t slots) {
  Sched* s = SchedOf(m);
  StackChunk* c = g->spare_chunk;
  if (c != nullptr && SlotsOf(c) >= slots) {
    g->spare_chunk = nullptr;
  } else {
    size_t want = g->chunk == &g->first ? kStandardSlots : 2 * SlotsOf(g->chunk);
    if (want > kMaxDoubledSlots) want = kMaxDoubledSlots;
    if (want < slots) want = slots;
    size_t limit = static_cast<size_t>(s->max_stack.load(std::memory_order_relaxed));
    if (slots > limit / sizeof(Slot) || g->stack_bytes + want * sizeof(Slot) > limit) return nullptr;
    c = NewChunk(m, m->p, want);
    if (c == nullptr) return nullptr;
  }
  c->prev = g->chunk;
  c->return_pc = nullptr;
  c->caller_fp = nullptr;
  c->results_to = nullptr;
  c->result_slots = 0;
  g->chunk = c;
  g->stack_bytes += SlotsOf(c) * sizeof(Slot);
  SetGuard(m, g);
  return c;
}

void PopChunk(M* m, G* g) {
  StackChunk* c = g->chunk;
  MINIGO_DCHECK(c != &g->first);
  g->chunk = c->prev;
  g->stack_bytes -= SlotsOf(c) * sizeof(Slot);
  if (g->spare_chunk != nullptr) FreeChunk(m->p, g->spare_chunk);
  g->spare_chunk = c;
  SetGuard(m, g);
}

void FreeChunks(P* p, G* g) {
  while (g->chunk != nullptr && g->chunk != &g->first) {
    StackChunk* c = g->chunk;
    g->chunk = c->prev;
    FreeChunk(p, c);
  }
  if (g->spare_chunk != nullptr) {
    FreeChunk(p, g->spare_chunk);
    g->spare_chunk = nullptr;
  }
}

int64_t SetMaxStack(Runtime* rt, int64_t bytes) {
  return rt->sched->max_stack.exchange(bytes < 0 ? 0 : bytes);
}

}  // namespace minigo::runtime
