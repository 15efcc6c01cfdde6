// Natives of package hex.
#include <algorithm>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

int Value(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// dst has room, which the caller has seen to.
void Encode(GoSlice dst, GoSlice src) {
  const uint8_t* in = src.as<uint8_t>();
  char* out = dst.as<char>();
  // From the end: dst may begin where src does.
  for (int64_t i = std::min(src.len, dst.len / 2) - 1; i >= 0; i--) {
    uint8_t c = in[i];
    out[2 * i] = "0123456789abcdef"[c >> 4];
    out[2 * i + 1] = "0123456789abcdef"[c & 15];
  }
}

// The number of bytes decoded: up to the first pair that is none, or the end of dst.
int64_t Decode(GoSlice dst, GoSlice src) {
  const uint8_t* in = src.as<uint8_t>();
  int64_t i = 0;
  for (int64_t n = std::min(src.len / 2, dst.len); i < n; i++) {
    int a = Value(in[2 * i]), b = Value(in[2 * i + 1]);
    if (a < 0 || b < 0) break;
    dst.as<uint8_t>()[i] = static_cast<uint8_t>(a << 4 | b);
  }
  return i;
}

}  // namespace

MINIGO_NATIVES(encoding_hex, Native<&Encode>("encode"), Native<&Decode>("decode"))

}  // namespace minigo::stdlib
