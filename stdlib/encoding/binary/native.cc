// Natives of package binary.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

template <typename T, typename Swap>
void Reversed(void* dst, const void* src, int64_t n, Swap swap) {
  for (int64_t i = 0; i < n; i++) {
    T v;
    std::memcpy(&v, static_cast<const char*>(src) + i * sizeof v, sizeof v);
    v = swap(v);
    std::memcpy(static_cast<char*>(dst) + i * sizeof v, &v, sizeof v);
  }
}

// Copies n numbers of `size` bytes each, the bytes of each reversed if `reverse`.
void CopyNumbers(void* dst, const void* src, int64_t n, int64_t size, bool reverse) {
  if (n <= 0) return;
  if (!reverse || size == 1) {
    std::memmove(dst, src, n * size);
  } else if (size == 2) {
    Reversed<uint16_t>(dst, src, n, [](uint16_t v) { return __builtin_bswap16(v); });
  } else if (size == 4) {
    Reversed<uint32_t>(dst, src, n, [](uint32_t v) { return __builtin_bswap32(v); });
  } else {
    Reversed<uint64_t>(dst, src, n, [](uint64_t v) { return __builtin_bswap64(v); });
  }
}

}  // namespace

MINIGO_NATIVES(encoding_binary, Native<&CopyNumbers>("copyNumbers"))

}  // namespace minigo::stdlib
