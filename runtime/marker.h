// Marker: one thread's part in marking.
#pragma once

#include "runtime/span.h"

namespace minigo::runtime {

// Marks what is reachable from the words it is shown. Reached objects with pointers wait on the marker's stack, which
// is made of WorkBufs; full ones go to a pool that all markers share. Between stack and scan lies a short
// queue, so that an object's memory is on its way to the cache when its turn comes.
class Marker {
 public:
  Marker(Heap::Impl* heap, bool parallel);
  ~Marker();
  Marker(const Marker&) = delete;
  Marker& operator=(const Marker&) = delete;

  // Marks the object that p points into, if any, and remembers to scan it.
  void Mark(uintptr_t p) { MarkInline(p); }
  bool IsMarked(uint32_t block, uint32_t index) const {
    return mark_[size_t{block} * 2 * kBitWords + index / 64] >> (index % 64) & 1;
  }
  // Marks without scanning; the world is stopped and this is the only marker.
  void SetMarked(uint32_t block, uint32_t index) {
    mark_[size_t{block} * 2 * kBitWords + index / 64] |= uint64_t{1} << (index % 64);
  }

  void ScanConservative(const void* start, size_t bytes);
  void ScanTyped(const void* start, size_t bytes, const Type* t);
  // Marks what an object points to. `p` is its start, or a chunk of a large one.
  void ScanObject(uintptr_t p);
  // Does root jobs, then empties all stacks together with the other markers.
  void Run();
  // Empties the stacks, alone.
  void Drain();

  uint64_t root_bytes() const { return root_bytes_; }

 private:
  static constexpr uint32_t kQueue = 8;

  [[gnu::always_inline]] void MarkInline(uintptr_t p) {
    uintptr_t offset = p - base_;
    if (offset >= limit_) return;
    size_t b = offset >> kBlockShift;
    const Span* s = &spans_[b];
    uint32_t i = static_cast<uint32_t>(((offset & (kBlockSize - 1)) * uint64_t{s->magic}) >> 32);
    if (__builtin_expect(i >= s->nelems, 0)) {
      MarkLarge(p, b);
      return;
    }
    size_t word = b * 2 * kBitWords + i / 64;
    uint64_t bit = uint64_t{1} << (i % 64);
    if (__atomic_load_n(&mark_[word], __ATOMIC_RELAXED) & bit) return;
    // Slices may point just past their end, and stacks anywhere: not every pointer leads to an object.
    if (i >= s->free_index && !(alloc_[word] & bit)) return;
    if (parallel_) {
      if (__atomic_fetch_or(&mark_[word], bit, __ATOMIC_RELAXED) & bit) return;
    } else {
      mark_[word] |= bit;
    }
    if (s->kind != ScanKind::kNoscan) {
      Push(base_ + (b << kBlockShift) + uintptr_t{i} * s->elem_size);
    }
  }

  void Push(uintptr_t p) {
    if (__builtin_expect(cur_->count == WorkBuf::kCapacity, 0)) Overflow();
    cur_->entries[cur_->count++] = p;
  }
  void MarkLarge(uintptr_t p, size_t block);
  void Overflow();
  bool Refill();
  void Share();
  bool WaitForWork();
  void DoJob(const RootJob& job);

  Heap::Impl* const h_;
  const uintptr_t base_;
  const uintptr_t limit_;  // bytes in use from base_ on
  const Span* const spans_;
  uint64_t* const mark_;  // of block 0; a block's words are 2 * kBitWords further
  const uint64_t* const alloc_;
  const bool parallel_;
  WorkBuf* cur_;
  uintptr_t queue_[kQueue] = {};
  uint32_t queue_at_ = 0;
  uint64_t root_bytes_ = 0;
};

}  // namespace minigo::runtime
