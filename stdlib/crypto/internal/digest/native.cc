// The compression functions of MD5, SHA-1 and SHA-2, as their standards (RFC 1321, FIPS 180-4) define them.
#include <bit>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

constexpr uint32_t kSine[64] = {  // floor(2^32 |sin(i + 1)|)
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

// The first 64 bits of the fractional parts of the cube roots of the first 80 primes; SHA-256 uses the upper halves.
constexpr uint64_t kCubeRoots[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817};

uint32_t Big32(const uint8_t* p) {
  uint32_t v;
  std::memcpy(&v, p, 4);
  return __builtin_bswap32(v);
}
uint64_t Big64(const uint8_t* p) {
  uint64_t v;
  std::memcpy(&v, p, 8);
  return __builtin_bswap64(v);
}

// The state is eight 64-bit words for all; the 32-bit functions use their lower halves.
void Md5(uint64_t* state, const uint8_t* p, int64_t blocks) {
  constexpr int kShift[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  uint32_t h[4];
  for (int i = 0; i < 4; i++) h[i] = static_cast<uint32_t>(state[i]);
  for (; blocks > 0; blocks--, p += 64) {
    uint32_t w[16], a = h[0], b = h[1], c = h[2], d = h[3];
    std::memcpy(w, p, 64);
    auto step = [&](uint32_t f, int g, int i) {
      uint32_t t = a + f + kSine[i] + w[g];
      a = d;
      d = c;
      c = b;
      b += std::rotl(t, kShift[i >> 4][i & 3]);
    };
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) step(d ^ (b & (c ^ d)), i, i);
#pragma GCC unroll 16
    for (int i = 16; i < 32; i++) step(c ^ (d & (b ^ c)), (5 * i + 1) & 15, i);
#pragma GCC unroll 16
    for (int i = 32; i < 48; i++) step(b ^ c ^ d, (3 * i + 5) & 15, i);
#pragma GCC unroll 16
    for (int i = 48; i < 64; i++) step(c ^ (b | ~d), (7 * i) & 15, i);
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
  }
  for (int i = 0; i < 4; i++) state[i] = h[i];
}

void Sha1(uint64_t* state, const uint8_t* p, int64_t blocks) {
  uint32_t h[5];
  for (int i = 0; i < 5; i++) h[i] = static_cast<uint32_t>(state[i]);
  for (; blocks > 0; blocks--, p += 64) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++) w[i] = Big32(p + 4 * i);
    for (int i = 16; i < 80; i++) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    auto step = [&](uint32_t f, uint32_t k, int i) {
      uint32_t t = std::rotl(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = t;
    };
    for (int i = 0; i < 20; i++) step(d ^ (b & (c ^ d)), 0x5a827999, i);
    for (int i = 20; i < 40; i++) step(b ^ c ^ d, 0x6ed9eba1, i);
    for (int i = 40; i < 60; i++) step((b & c) | (d & (b | c)), 0x8f1bbcdc, i);
    for (int i = 60; i < 80; i++) step(b ^ c ^ d, 0xca62c1d6, i);
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
  }
  for (int i = 0; i < 5; i++) state[i] = h[i];
}

template <typename W, int kRounds, int kBlock, typename Load, typename Sigma>
void Sha2(uint64_t* state, const uint8_t* p, int64_t blocks, Load load, Sigma sigma) {
  W h[8];
  for (int i = 0; i < 8; i++) h[i] = static_cast<W>(state[i]);
  for (; blocks > 0; blocks--, p += kBlock) {
    W w[kRounds];
    for (int i = 0; i < 16; i++) w[i] = load(p + sizeof(W) * i);
    for (int i = 16; i < kRounds; i++) {
      w[i] = sigma(3, w[i - 2]) + w[i - 7] + sigma(2, w[i - 15]) + w[i - 16];
    }
    W a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (int i = 0; i < kRounds; i++) {
      W t1 = k + sigma(1, e) + (g ^ (e & (f ^ g))) +
             static_cast<W>(kCubeRoots[i] >> (64 - 8 * sizeof(W))) + w[i];
      W t2 = sigma(0, a) + ((a & b) | (c & (a | b)));
      k = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    const W add[8] = {a, b, c, d, e, f, g, k};
    for (int i = 0; i < 8; i++) h[i] += add[i];
  }
  for (int i = 0; i < 8; i++) state[i] = h[i];
}

uint32_t Sigma256(int which, uint32_t x) {
  switch (which) {
    case 0: return std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22);
    case 1: return std::rotr(x, 6) ^ std::rotr(x, 11) ^ std::rotr(x, 25);
    case 2: return std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3;
    default: return std::rotr(x, 17) ^ std::rotr(x, 19) ^ x >> 10;
  }
}
uint64_t Sigma512(int which, uint64_t x) {
  switch (which) {
    case 0: return std::rotr(x, 28) ^ std::rotr(x, 34) ^ std::rotr(x, 39);
    case 1: return std::rotr(x, 14) ^ std::rotr(x, 18) ^ std::rotr(x, 41);
    case 2: return std::rotr(x, 1) ^ std::rotr(x, 8) ^ x >> 7;
    default: return std::rotr(x, 19) ^ std::rotr(x, 61) ^ x >> 6;
  }
}

// `kind` as in digest.go. Takes the whole blocks of p.
void Blocks(uint64_t* state, int64_t kind, GoSlice p) {
  const uint8_t* s = p.as<uint8_t>();
  switch (kind) {
    case 0: return Md5(state, s, p.len / 64);
    case 1: return Sha1(state, s, p.len / 64);
    case 2: return Sha2<uint32_t, 64, 64>(state, s, p.len / 64, Big32, Sigma256);
    default: return Sha2<uint64_t, 80, 128>(state, s, p.len / 128, Big64, Sigma512);
  }
}

}  // namespace

MINIGO_NATIVES(crypto_internal_digest, Native<&Blocks>("blocks"))

}  // namespace minigo::stdlib
