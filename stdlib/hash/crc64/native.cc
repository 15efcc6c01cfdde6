// Natives of package crc64.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

void FillTable(uint64_t* table, uint64_t poly) {
  for (uint64_t i = 0; i < 256; i++) {
    uint64_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ poly : c >> 1;
    table[i] = c;
  }
}

uint64_t Update(uint64_t crc, const uint64_t* table, GoSlice p) {
  crc = ~crc;
  const uint8_t* s = p.as<uint8_t>();
  for (int64_t i = 0; i < p.len; i++) crc = table[(crc ^ s[i]) & 0xFF] ^ crc >> 8;
  return ~crc;
}

}  // namespace

MINIGO_NATIVES(hash_crc64, Native<&FillTable>("fill"), Native<&Update>("update"))

}  // namespace minigo::stdlib
