// AES (FIPS 197) by the processor's instructions where it has them, and the hash of GCM (SP 800-38D).
#include <array>
#include <algorithm>

#include "stdlib/util.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define MINIGO_AESNI 1
#endif

namespace minigo::stdlib {
namespace {

// The Go structure.
struct Keys {
  uint8_t enc[240];  // round keys
  uint8_t dec[240];  // those of the equivalent inverse cipher, for the instructions
  int64_t rounds;
};

uint8_t Double(uint8_t x) { return static_cast<uint8_t>(x << 1 ^ (x >> 7) * 0x1B); }
uint8_t Times(uint8_t x, int n) {
  uint8_t r = 0;
  for (; n != 0; n >>= 1, x = Double(x)) r ^= (n & 1) * x;
  return r;
}

struct Boxes {
  uint8_t forward[256], inverse[256];

  Boxes() {
    // p runs through all powers of 3, q through their inverses.
    uint8_t p = 1, q = 1;
    do {
      p = p ^ Double(p);
      q ^= q << 1;
      q ^= q << 2;
      q ^= q << 4;
      q ^= (q >> 7) * 0x09;
      auto rot = [](uint8_t x, int n) { return static_cast<uint8_t>(x << n | x >> (8 - n)); };
      forward[p] = q ^ rot(q, 1) ^ rot(q, 2) ^ rot(q, 3) ^ rot(q, 4) ^ 0x63;
    } while (p != 1);
    forward[0] = 0x63;
    for (int i = 0; i < 256; i++) inverse[forward[i]] = static_cast<uint8_t>(i);
  }
};
const Boxes& TheBoxes() {
  static const Boxes& boxes = *new Boxes;
  return boxes;
}

#ifdef MINIGO_AESNI
bool HasInstructions() {
  static const bool has = __builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1");
  return has;
}
__attribute__((target("aes,sse4.1"))) void InvertKeys(Keys* k) {
  auto at = [](uint8_t* p, int64_t i) { return reinterpret_cast<__m128i*>(p + 16 * i); };
  for (int64_t i = 0; i <= k->rounds; i++) {
    __m128i key = _mm_loadu_si128(at(k->enc, k->rounds - i));
    _mm_storeu_si128(at(k->dec, i), i == 0 || i == k->rounds ? key : _mm_aesimc_si128(key));
  }
}
__attribute__((target("aes,sse4.1"))) void Instructions(const Keys& k, bool decrypt, const uint8_t* in,
                                                        uint8_t* out) {
  const auto* key = reinterpret_cast<const __m128i*>(decrypt ? k.dec : k.enc);
  __m128i s = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
  s = _mm_xor_si128(s, _mm_loadu_si128(key));
  for (int64_t i = 1; i < k.rounds; i++) {
    __m128i round = _mm_loadu_si128(key + i);
    s = decrypt ? _mm_aesdec_si128(s, round) : _mm_aesenc_si128(s, round);
  }
  __m128i last = _mm_loadu_si128(key + k.rounds);
  s = decrypt ? _mm_aesdeclast_si128(s, last) : _mm_aesenclast_si128(s, last);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), s);
}
#else
bool HasInstructions() { return false; }
void InvertKeys(Keys*) {}
void Instructions(const Keys&, bool, const uint8_t*, uint8_t*) {}
#endif

void AddKey(uint8_t* s, const uint8_t* key) {
  for (int i = 0; i < 16; i++) s[i] ^= key[i];
}
void MixColumns(uint8_t* s, int a, int b, int c, int d) {
  for (int col = 0; col < 4; col++, s += 4) {
    uint8_t t[4];
    for (int i = 0; i < 4; i++) {
      t[i] = Times(s[i], a) ^ Times(s[(i + 1) & 3], b) ^ Times(s[(i + 2) & 3], c) ^
             Times(s[(i + 3) & 3], d);
    }
    std::memcpy(s, t, 4);
  }
}
// Bytes through the box, rows rotated by `step` columns each more than the one above.
void Substitute(uint8_t* s, const uint8_t* box, int step) {
  uint8_t t[16];
  for (int col = 0; col < 4; col++) {
    for (int row = 0; row < 4; row++) t[4 * col + row] = box[s[4 * ((col + step * row) & 3) + row]];
  }
  std::memcpy(s, t, 16);
}
void Portable(const Keys& k, bool decrypt, const uint8_t* in, uint8_t* out) {
  uint8_t s[16];
  std::memcpy(s, in, 16);
  const Boxes& boxes = TheBoxes();
  if (!decrypt) {
    AddKey(s, k.enc);
    for (int64_t i = 1; i <= k.rounds; i++) {
      Substitute(s, boxes.forward, 1);
      if (i < k.rounds) MixColumns(s, 2, 3, 1, 1);
      AddKey(s, k.enc + 16 * i);
    }
  } else {
    AddKey(s, k.enc + 16 * k.rounds);
    for (int64_t i = k.rounds - 1; i >= 0; i--) {
      Substitute(s, boxes.inverse, 3);
      AddKey(s, k.enc + 16 * i);
      if (i > 0) MixColumns(s, 14, 11, 13, 9);
    }
  }
  std::memcpy(out, s, 16);
}
void OneBlock(const Keys& k, bool decrypt, const uint8_t* in, uint8_t* out) {
  if (HasInstructions()) {
    Instructions(k, decrypt, in, out);
  } else {
    Portable(k, decrypt, in, out);
  }
}

// key has 16, 24 or 32 bytes.
void Expand(Keys* k, GoSlice key) {
  const Boxes& boxes = TheBoxes();
  int words = static_cast<int>(key.len / 4);
  k->rounds = words + 6;
  std::memcpy(k->enc, key.data, key.len);
  uint8_t power = 1;
  for (int i = words; i < 4 * (k->rounds + 1); i++) {
    uint8_t t[4];
    std::memcpy(t, k->enc + 4 * (i - 1), 4);
    if (i % words == 0) {
      uint8_t first = t[0];
      for (int b = 0; b < 3; b++) t[b] = boxes.forward[t[b + 1]];
      t[3] = boxes.forward[first];
      t[0] ^= power;
      power = Double(power);
    } else if (words > 6 && i % words == 4) {
      for (uint8_t& b : t) b = boxes.forward[b];
    }
    for (int b = 0; b < 4; b++) k->enc[4 * i + b] = k->enc[4 * (i - words) + b] ^ t[b];
  }
  if (HasInstructions()) InvertKeys(k);
}

// The whole blocks of src, each by itself, to dst.
void Crypt(const Keys* k, GoSlice dst, GoSlice src, bool decrypt) {
  for (int64_t i = 0; i + 16 <= src.len; i += 16) {
    OneBlock(*k, decrypt, src.as<uint8_t>() + i, dst.as<uint8_t>() + i);
  }
}
void Cbc(const Keys* k, uint8_t* iv, GoSlice dst, GoSlice src, bool decrypt) {
  for (int64_t i = 0; i + 16 <= src.len; i += 16) {
    const uint8_t* in = src.as<uint8_t>() + i;
    uint8_t* out = dst.as<uint8_t>() + i;
    uint8_t t[16];
    if (decrypt) {
      uint8_t next[16];
      std::memcpy(next, in, 16);
      OneBlock(*k, true, in, t);
      AddKey(t, iv);
      std::memcpy(iv, next, 16);
      std::memcpy(out, t, 16);
    } else {
      std::memcpy(t, in, 16);
      AddKey(t, iv);
      OneBlock(*k, false, t, out);
      std::memcpy(iv, out, 16);
    }
  }
}
// The whole blocks of src with the keystream of a counter whose last `width` bytes count.
void Counter(const Keys* k, uint8_t* counter, GoSlice dst, GoSlice src, int64_t width) {
  for (int64_t i = 0; i + 16 <= src.len; i += 16) {
    uint8_t t[16];
    OneBlock(*k, false, counter, t);
    AddKey(t, src.as<uint8_t>() + i);
    std::memcpy(dst.as<uint8_t>() + i, t, 16);
    for (int b = 15; b >= 16 - width && ++counter[b] == 0; b--) {
    }
  }
}

uint64_t Big(const uint8_t* p) {
  uint64_t v;
  std::memcpy(&v, p, 8);
  return __builtin_bswap64(v);
}
void PutBig(uint8_t* p, uint64_t v) {
  v = __builtin_bswap64(v);
  std::memcpy(p, &v, 8);
}
// y = (y ^ block) * h for all blocks of p, the last one filled up with zeros. Polynomials have their lowest power in
// the first bit.
void Ghash(const uint8_t* h, uint8_t* y, GoSlice p) {
  uint64_t hi = Big(h), lo = Big(h + 8);
  for (int64_t at = 0; at < p.len; at += 16) {
    int64_t n = std::min<int64_t>(16, p.len - at);
    for (int64_t i = 0; i < n; i++) y[i] ^= p.as<uint8_t>()[at + i];
    uint64_t x[2] = {Big(y), Big(y + 8)}, vh = hi, vl = lo, zh = 0, zl = 0;
    for (int i = 0; i < 128; i++) {
      uint64_t mask = -(x[i >> 6] >> (63 - (i & 63)) & 1);
      zh ^= vh & mask;
      zl ^= vl & mask;
      uint64_t carry = -(vl & 1);
      vl = vl >> 1 | vh << 63;
      vh = vh >> 1 ^ (carry & 0xE100000000000000);
    }
    PutBig(y, zh);
    PutBig(y + 8, zl);
  }
}

}  // namespace

MINIGO_NATIVES(crypto_internal_block, Native<&Expand>("expand"), Native<&Crypt>("crypt"),
               Native<&Cbc>("cbc"), Native<&Counter>("counter"), Native<&Ghash>("ghash"))

}  // namespace minigo::stdlib
