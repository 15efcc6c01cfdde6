// Natives of package sort: the exchange of elements whose type only their size tells.
#include <cstring>
#include <utility>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

void SwapBytes(char* a, char* b, uint64_t size) {
  for (; size >= 8; size -= 8, a += 8, b += 8) {
    uint64_t x, y;
    std::memcpy(&x, a, 8);
    std::memcpy(&y, b, 8);
    std::memcpy(a, &y, 8);
    std::memcpy(b, &x, 8);
  }
  for (; size > 0; size--, a++, b++) std::swap(*a, *b);
}

void SwapElements(void* data, uint64_t size, int64_t i, int64_t j) {
  char* base = static_cast<char*>(data);
  SwapBytes(base + static_cast<uint64_t>(i) * size, base + static_cast<uint64_t>(j) * size, size);
}

// The n elements from i on with those from j on; they do not overlap.
void SwapRanges(void* data, uint64_t size, int64_t i, int64_t j, int64_t n) {
  char* base = static_cast<char*>(data);
  SwapBytes(base + static_cast<uint64_t>(i) * size, base + static_cast<uint64_t>(j) * size,
            static_cast<uint64_t>(n) * size);
}

}  // namespace

MINIGO_NATIVES(sort, Native<&SwapElements>("swapElements"), Native<&SwapRanges>("swapRanges"))

}  // namespace minigo::stdlib
