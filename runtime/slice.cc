// This file implements making and growing slices.
#include "runtime/slice.h"

#include <cstring>

#include "runtime/heap.h"
#include "runtime/heap_alloc.h"

namespace minigo::runtime {

namespace {

constexpr uint64_t kMaxAlloc = uint64_t{1} << 48;  // as Go: no allocation can be larger

// The capacity that append asks for before rounding: twice the old one up to 256 elements, then a smooth
// transition to a quarter more.
int64_t NextCap(int64_t new_len, int64_t old_cap) {
  constexpr int64_t kThreshold = 256;
  uint64_t cap = static_cast<uint64_t>(old_cap);
  if (static_cast<uint64_t>(new_len) > cap * 2) return new_len;
  if (old_cap < kThreshold) return old_cap * 2;
  do {
    cap += (cap + 3 * kThreshold) >> 2;
  } while (cap < static_cast<uint64_t>(new_len));
  return static_cast<int64_t>(cap) <= 0 ? new_len : static_cast<int64_t>(cap);
}

}  // namespace

SliceError MakeSlice(M* m, const Type* elem, int64_t len, int64_t cap, GoSlice* out) {
  uint64_t bytes;
  bool too_large = __builtin_mul_overflow(elem->size, static_cast<uint64_t>(cap), &bytes) ||
                   bytes > kMaxAlloc;
  if (too_large || len < 0 || len > cap) {
    uint64_t len_bytes;
    if (len < 0 || __builtin_mul_overflow(elem->size, static_cast<uint64_t>(len), &len_bytes) ||
        len_bytes > kMaxAlloc) {
      return SliceError::kLen;
    }
    return SliceError::kCap;
  }
  void* data = HeapOf(m)->NewArray(m, elem, cap);
  *out = {data, len, cap};
  return SliceError::kNone;
}

bool GrowSlice(M* m, const Type* elem, GoSlice old, int64_t extra, GoSlice* out) {
  int64_t new_len;
  if (extra < 0 || __builtin_add_overflow(old.len, extra, &new_len)) return false;
  if (new_len <= old.cap && old.data != nullptr) {
    char* tail = old.as<char>() + static_cast<uint64_t>(old.len) * elem->size;
    std::memset(tail, 0, static_cast<uint64_t>(extra) * elem->size);
    *out = {old.data, new_len, old.cap};
    return true;
  }
  Heap* heap = HeapOf(m);
  if (elem->size == 0) {
    *out = {heap->New(m, elem), new_len, new_len};
    return true;
  }
  int64_t cap = NextCap(new_len, old.cap);
  uint64_t bytes;
  if (__builtin_mul_overflow(elem->size, static_cast<uint64_t>(cap), &bytes) || bytes > kMaxAlloc) {
    return false;
  }
  bool noscan = !elem->has_pointers();
  bytes = Heap::RoundUpSize(bytes, noscan);
  cap = static_cast<int64_t>(bytes / elem->size);
  bytes = static_cast<uint64_t>(cap) * elem->size;
  if (bytes > kMaxAlloc) return false;
  size_t old_bytes = static_cast<uint64_t>(old.len) * elem->size;
  char* data;
  if (noscan) {
    data = static_cast<char*>(heap->NewBytes(m, bytes, false));
    std::memset(data + old_bytes, 0, bytes - old_bytes);
  } else {
    data = static_cast<char*>(heap->NewArray(m, elem, cap));
  }
  if (old_bytes != 0) std::memcpy(data, old.data, old_bytes);
  *out = {data, new_len, cap};
  return true;
}

}  // namespace minigo::runtime
