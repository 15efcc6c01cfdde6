// Natives of package adler32.
#include <algorithm>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

uint32_t Update(uint32_t sum, GoSlice p) {
  uint32_t a = sum & 0xFFFF, b = sum >> 16;
  const uint8_t* s = p.as<uint8_t>();
  for (int64_t left = p.len; left > 0;) {
    // The greatest number of bytes after which b still fits.
    int64_t n = std::min<int64_t>(left, 5552);
    for (int64_t i = 0; i < n; i++) b += a += s[i];
    a %= 65521;
    b %= 65521;
    s += n;
    left -= n;
  }
  return b << 16 | a;
}

}  // namespace

MINIGO_NATIVES(hash_adler32, Native<&Update>("update"))

}  // namespace minigo::stdlib
