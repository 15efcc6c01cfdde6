// The allocator's fast path, for those who allocate in a hot loop (the VM, strings, maps, boxes): a bump of a pointer
// in the P's current run of free, zeroed objects of a shape.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/gmp.h"
#include "runtime/heap.h"
#include "runtime/runtime.h"

namespace minigo::runtime {

struct Span;

// Shapes beyond this number are replaced by conservative ones.
constexpr uint32_t kMaxShapes = 32768;

// Where a P allocates objects of one shape. [ptr, end) are zeroed objects; [0, next) of the span's indices before
// the run are allocated.
struct AllocSlot {
  char* ptr;
  char* end;
  uint32_t size;   // of an object
  uint32_t next;   // index at which the search for the next run starts
  Span* span;      // nullptr: none taken
};

// Of one P; used by the M that holds the P, and by the collector while the world is stopped.
struct MCache {
  Heap* heap;
  P* p;
  uint64_t rng;            // for map seeds
  uint64_t live_delta;     // bytes of runs taken, not yet added to the heap's count
  uint64_t mallocs;        // objects of runs taken, and large ones
  uint64_t alloc_bytes;
  int64_t stress;          // allocations until the next forced collection
  AllocSlot slots[kMaxShapes];  // touched only as shapes are used
};

// The P's cache if it has one. The first allocation on a P makes it (Heap::AllocSlow).
inline Heap* HeapOf(M* m) {
  MCache* c = m->p->mcache;
  return __builtin_expect(c != nullptr, 1) ? c->heap : &m->rt->heap;
}

inline void* AllocShape(M* m, uint32_t shape) {
  MCache* c = m->p->mcache;
  if (__builtin_expect(c != nullptr, 1)) {
    AllocSlot& s = c->slots[shape];
    char* p = s.ptr;
    if (__builtin_expect(p < s.end, 1)) {
      __atomic_store_n(&s.ptr, p + s.size, __ATOMIC_RELAXED);
      return p;
    }
  }
  return HeapOf(m)->AllocSlow(m, shape, true);
}

// Heap::New, inline.
inline void* AllocType(M* m, const Type* t) { return AllocShape(m, t->shape); }

// A pseudo-random number of the P's own stream (seeds; not for cryptography).
uint64_t HeapRandom(M* m);

}  // namespace minigo::runtime
