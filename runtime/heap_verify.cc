// This file implements Heap::Verify: the walk that tests the invariants told in span.h.
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/span.h"

namespace minigo::runtime {

namespace {

__attribute__((format(printf, 2, 3))) const char* Say(std::string* out, const char* format, ...) {
  char text[256];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  *out = text;
  return out->c_str();
}

// Calls visit(word index) for each word of an object of `bytes` bytes that may hold a pointer.
template <typename Visit>
void ForEachPointer(const Heap::Impl& h, const Span& s, size_t bytes, Visit visit) {
  const Shape& sh = h.shapes[s.shape];
  for (size_t i = 0; i < bytes / 8; i++) {
    size_t at = sh.words != 0 ? i % sh.words : 0;
    switch (s.kind) {
      case ScanKind::kNoscan: return;
      case ScanKind::kAll: visit(i); break;
      case ScanKind::kMask:
        if (i < 64 && (s.mask >> i & 1)) visit(i);
        break;
      case ScanKind::kPeriodic:
      case ScanKind::kLong:
        if (sh.mask_words[at / 64] >> (at % 64) & 1) visit(i);
        break;
    }
  }
}

}  // namespace

const char* Heap::Verify() {
  Impl& h = *impl_;
  MutexLock lock(h.mu);
  std::string* text = &h.verify_text;
  uint32_t top = h.top.load(), step;
  uint64_t free = 0, released = 0, small = 0, large = 0;
  bool after_free = false;
  for (uint32_t b = 0; b < top; b += step) {
    const Span& s = h.spans[b];
    const uint64_t *mark = h.MarkBits(b), *alloc = h.AllocBits(b);
    step = 1;
    if (s.state != SpanState::kSmall && s.nelems != 0) {
      return Say(text, "block %u: not small but has %u objects", b, s.nelems);
    }
    for (size_t i = 0; i < kBitWords; i++) {
      if (mark[i] != 0) return Say(text, "block %u: mark bits set outside of a collection", b);
      if (s.state != SpanState::kSmall && alloc[i] != 0) {
        return Say(text, "block %u: alloc bits set though not small", b);
      }
    }
    switch (s.state) {
      case SpanState::kFree: {
        step = s.nblocks;
        if (step == 0 || step > top - b) return Say(text, "free run at %u: bad length %u", b, step);
        if (s.head != b) return Say(text, "free run at %u: not its own head", b);
        if (h.spans[b + step - 1].head != b) return Say(text, "free run at %u: end does not know it", b);
        if (after_free) return Say(text, "free run at %u touches another", b);
        for (uint32_t i = 0; i < step; i++) {
          if (h.spans[b + i].state != SpanState::kFree) return Say(text, "free run at %u: block %u in use", b, b + i);
        }
        free += step;
        if (s.released) released += step;
        if (!s.needzero) {
          const uint64_t* words = reinterpret_cast<const uint64_t*>(h.BlockAddress(b));
          if (words[0] != 0 || words[(size_t{step} << kBlockShift) / 8 - 1] != 0) {
            return Say(text, "free run at %u is not zero as it says", b);
          }
        }
        break;
      }
      case SpanState::kLargeTail:
        return Say(text, "block %u: tail without a head", b);
      case SpanState::kLarge:
        step = s.nblocks;
        if (step == 0 || step > top - b) return Say(text, "large object at %u: bad length %u", b, step);
        if (s.large_size > size_t{step} << kBlockShift) return Say(text, "large object at %u: too big", b);
        for (uint32_t i = 1; i < step; i++) {
          if (h.spans[b + i].state != SpanState::kLargeTail || h.spans[b + i].head != b) {
            return Say(text, "large object at %u: tail %u does not know it", b, i);
          }
        }
        large += step;
        break;
      case SpanState::kSmall:
        if (s.elem_size == 0 || s.nelems != kBlockSize / s.elem_size) {
          return Say(text, "block %u: %u objects of %u bytes", b, s.nelems, s.elem_size);
        }
        for (uint32_t i = 0; i < s.nelems; i++) {
          uint64_t offset = uint64_t{i} * s.elem_size;
          if ((offset * s.magic) >> 32 != i || ((offset + s.elem_size - 1) * s.magic) >> 32 != i) {
            return Say(text, "block %u: index of object %u is wrong", b, i);
          }
        }
        for (size_t i = s.nelems; i < kBitWords * 64; i++) {
          if (alloc[i / 64] >> (i % 64) & 1) return Say(text, "block %u: alloc bit beyond the end", b);
        }
        if (h.shapes[s.shape].elem_size != s.elem_size) return Say(text, "block %u: shape %u", b, s.shape);
        small++;
        break;
    }
    after_free = s.state == SpanState::kFree;
    if (s.state == SpanState::kFree) continue;
    // Pointers of allocated objects.
    uint32_t n = s.state == SpanState::kSmall ? s.nelems : 1;
    uint32_t cursor = s.state == SpanState::kSmall ? h.Cursor(b) : 1;
    bool precise = s.kind != ScanKind::kAll;
    for (uint32_t i = 0; i < n && precise; i++) {
      if (i >= cursor && !(alloc[i / 64] >> (i % 64) & 1)) continue;
      size_t bytes = s.state == SpanState::kSmall ? s.elem_size : s.large_size;
      const uintptr_t* words =
          reinterpret_cast<const uintptr_t*>(h.BlockAddress(b) + size_t{i} * bytes);
      const char* bad = nullptr;
      ForEachPointer(h, s, bytes, [&](size_t k) {
        uintptr_t p = words[k], start;
        uint32_t block, index;
        if (bad != nullptr || p - h.base >= uintptr_t{top} << kBlockShift) return;
        if (h.FindObject(p, &block, &index, &start)) return;
        if (p % 8 == 0 && h.FindObject(p - 1, &block, &index, &start)) return;  // past the end
        bad = Say(text, "block %u object %u word %zu: %p leads to no object", b, i, k,
                  reinterpret_cast<void*>(p));
      });
      if (bad != nullptr) return bad;
    }
  }
  if (free != h.free_blocks) return Say(text, "%llu free blocks counted", static_cast<unsigned long long>(free));
  if (released != h.released_blocks) return Say(text, "%llu released blocks counted", static_cast<unsigned long long>(released));
  if (small != h.small_blocks) return Say(text, "%llu small blocks counted", static_cast<unsigned long long>(small));
  if (large != h.large_blocks) return Say(text, "%llu large blocks counted", static_cast<unsigned long long>(large));
  for (uint32_t bin = 0; bin < kNumBins; bin++) {
    bool set = h.bin_bits[bin / 64] >> (bin % 64) & 1;
    if (set != (h.bins[bin] != kNoBlock)) return Say(text, "bin %u: bit is wrong", bin);
    for (uint32_t b = h.bins[bin]; b != kNoBlock; b = h.spans[b].next) {
      free -= h.spans[b].nblocks;
      uint32_t want = h.spans[b].nblocks < kNumBins - 1 ? h.spans[b].nblocks : kNumBins - 1;
      if (want != bin) return Say(text, "free run at %u is in bin %u", b, bin);
    }
  }
  if (free != 0) return Say(text, "bins hold other runs than the arena");
  uint32_t shapes = h.num_shapes.load();
  for (uint32_t i = 0; i < shapes; i++) {
    for (uint32_t b : h.shapes[i].partial) {
      const Span& s = h.spans[b];
      if (s.state != SpanState::kSmall || s.shape != i || s.cached) {
        return Say(text, "shape %u: block %u should not be in its list", i, b);
      }
    }
  }
  return nullptr;
}

}  // namespace minigo::runtime
