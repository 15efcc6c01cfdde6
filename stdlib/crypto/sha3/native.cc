// The permutation of Keccak (FIPS 202).
#include <bit>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

void Permute(uint8_t* state) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t a[25];
  std::memcpy(a, state, sizeof a);
  uint8_t lfsr = 1;
  for (int round = 0; round < 24; round++) {
    uint64_t c[5];
    for (int x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (int x = 0; x < 5; x++) {
      uint64_t d = c[(x + 4) % 5] ^ std::rotl(c[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) a[y + x] ^= d;
    }
    // Lanes move along a path through all of them but the first, rotated by triangular numbers.
    uint64_t last = a[1];
    for (int t = 0, x = 1, y = 0; t < 24; t++) {
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      uint64_t moved = std::rotl(last, (t + 1) * (t + 2) / 2 % 64);
      last = a[5 * y + x];
      a[5 * y + x] = moved;
    }
    for (int y = 0; y < 25; y += 5) {
      for (int x = 0; x < 5; x++) c[x] = a[y + x];
      for (int x = 0; x < 5; x++) a[y + x] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
    }
    for (int j = 0; j < 7; j++) {
      if (lfsr & 1) a[0] ^= uint64_t{1} << ((1 << j) - 1);
      lfsr = static_cast<uint8_t>(lfsr << 1 ^ (lfsr >> 7) * 0x71);
    }
  }
  std::memcpy(state, a, sizeof a);
}

// Takes the whole blocks of `rate` bytes of p; returns how many bytes that was.
int64_t Absorb(uint8_t* state, GoSlice p, int64_t rate) {
  int64_t at = 0;
  for (; p.len - at >= rate; at += rate) {
    for (int64_t i = 0; i < rate; i++) state[i] ^= p.as<uint8_t>()[at + i];
    Permute(state);
  }
  return at;
}

}  // namespace

MINIGO_NATIVES(crypto_sha3, Native<&Permute>("permute"), Native<&Absorb>("absorb"))

}  // namespace minigo::stdlib
