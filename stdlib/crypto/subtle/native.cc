// Natives of package subtle.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

int64_t Compare(GoSlice x, GoSlice y) {
  if (x.len != y.len) return 0;
  const volatile uint8_t* a = x.as<uint8_t>();
  const volatile uint8_t* b = y.as<uint8_t>();
  uint32_t v = 0;
  for (int64_t i = 0; i < x.len; i++) v |= a[i] ^ b[i];
  return (v - 1) >> 31;
}

void Xor(GoSlice dst, GoSlice x, GoSlice y, int64_t n) {
  uint8_t* d = dst.as<uint8_t>();
  const uint8_t* a = x.as<uint8_t>();
  const uint8_t* b = y.as<uint8_t>();
  for (int64_t i = 0; i < n; i++) d[i] = a[i] ^ b[i];
}

bool Overlap(GoSlice x, GoSlice y) {
  const char* a = x.as<char>();
  const char* b = y.as<char>();
  return x.len > 0 && y.len > 0 && a < b + y.len && b < a + x.len;
}

}  // namespace

MINIGO_NATIVES(crypto_subtle, Native<&Compare>("ConstantTimeCompare"), Native<&Xor>("xor"),
               Native<&Overlap>("overlap"))

}  // namespace minigo::stdlib
