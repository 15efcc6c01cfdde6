// Natives of package crc32: remainders of polynomials, eight bytes a step for the two common ones.
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

struct Slicing {
  uint32_t t[8][256];

  explicit Slicing(uint32_t poly) {
    for (uint32_t i = 0; i < 256; i++) {
      uint32_t c = i;
      for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ poly : c >> 1;
      t[0][i] = c;
    }
    for (int i = 0; i < 256; i++) {
      for (int k = 1; k < 8; k++) t[k][i] = t[0][t[k - 1][i] & 0xFF] ^ t[k - 1][i] >> 8;
    }
  }
};

// Of a reversed polynomial.
void FillTable(void* table, uint32_t poly) {
  Slicing s(poly);
  std::memcpy(table, s.t[0], sizeof s.t[0]);
}

uint32_t UpdateByTable(uint32_t crc, const uint32_t* table, GoSlice p) {
  crc = ~crc;
  const uint8_t* s = p.as<uint8_t>();
  for (int64_t i = 0; i < p.len; i++) crc = table[(crc ^ s[i]) & 0xFF] ^ crc >> 8;
  return ~crc;
}

uint32_t UpdateBySlicing(uint32_t crc, const Slicing& t, GoSlice p) {
  crc = ~crc;
  const uint8_t* s = p.as<uint8_t>();
  int64_t n = p.len;
  for (; n >= 8; n -= 8, s += 8) {
    uint32_t lo, hi;
    std::memcpy(&lo, s, 4);
    std::memcpy(&hi, s + 4, 4);
    lo ^= crc;
    crc = t.t[7][lo & 0xFF] ^ t.t[6][lo >> 8 & 0xFF] ^ t.t[5][lo >> 16 & 0xFF] ^ t.t[4][lo >> 24] ^
          t.t[3][hi & 0xFF] ^ t.t[2][hi >> 8 & 0xFF] ^ t.t[1][hi >> 16 & 0xFF] ^ t.t[0][hi >> 24];
  }
  for (; n > 0; n--, s++) crc = t.t[0][(crc ^ *s) & 0xFF] ^ crc >> 8;
  return ~crc;
}

uint32_t UpdateIEEE(uint32_t crc, GoSlice p) {
  static const Slicing& t = *new Slicing(0xEDB88320);
  return UpdateBySlicing(crc, t, p);
}
uint32_t UpdateCastagnoli(uint32_t crc, GoSlice p) {
  static const Slicing& t = *new Slicing(0x82F63B78);
  return UpdateBySlicing(crc, t, p);
}

}  // namespace

MINIGO_NATIVES(hash_crc32, Native<&FillTable>("fill"), Native<&UpdateByTable>("updateByTable"),
               Native<&UpdateIEEE>("updateIEEE"),
               Native<&UpdateCastagnoli>("updateCastagnoli"))

}  // namespace minigo::stdlib
