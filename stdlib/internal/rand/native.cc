// Natives of package internal/rand: generators whose sequences are Go's.
#include <cmath>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

constexpr int kLen = 607, kTap = 273;
constexpr uint64_t kCooked[kLen] = {
#include "stdlib/internal/rand/cooked.inc"
};

struct Additive {
  int64_t tap, feed;
  uint64_t vec[kLen];
};

// One step of the Lehmer generator 48271 modulo 2^31 - 1.
int32_t Lehmer(int32_t x) {
  return static_cast<int32_t>(int64_t{x} * 48271 % ((int64_t{1} << 31) - 1));
}

void SeedAdditive(Additive* s, int64_t seed) {
  constexpr int64_t kModulus = (int64_t{1} << 31) - 1;
  s->tap = 0;
  s->feed = kLen - kTap;
  seed %= kModulus;
  if (seed < 0) seed += kModulus;
  if (seed == 0) seed = 89482311;
  int32_t x = static_cast<int32_t>(seed);
  for (int i = 0; i < 20; i++) x = Lehmer(x);
  for (int i = 0; i < kLen; i++) {
    x = Lehmer(x);
    uint64_t u = static_cast<uint64_t>(x) << 40;
    x = Lehmer(x);
    u ^= static_cast<uint64_t>(x) << 20;
    x = Lehmer(x);
    s->vec[i] = u ^ static_cast<uint64_t>(x) ^ kCooked[i];
  }
}

uint64_t NextAdditive(Additive* s) {
  // Goroutines may race on it: indexes stay in range whatever they read.
  int64_t tap = s->tap <= 0 || s->tap > kLen ? kLen - 1 : s->tap - 1;
  int64_t feed = s->feed <= 0 || s->feed > kLen ? kLen - 1 : s->feed - 1;
  s->tap = tap;
  s->feed = feed;
  return s->vec[feed] += s->vec[tap];
}

uint32_t Rotl(uint32_t x, int n) { return x << n | x >> (32 - n); }
void Quarter(uint32_t* b, int i, int j, int k, int l) {
  b[i] += b[j];
  b[l] = Rotl(b[l] ^ b[i], 16);
  b[k] += b[l];
  b[j] = Rotl(b[j] ^ b[k], 12);
  b[i] += b[j];
  b[l] = Rotl(b[l] ^ b[i], 8);
  b[k] += b[l];
  b[j] = Rotl(b[j] ^ b[k], 7);
}
void ChaCha8Block(const uint64_t* seed, uint64_t* out, uint32_t counter) {
  uint32_t words[16][4];
  uint32_t key[8];
  std::memcpy(key, seed, 32);
  constexpr uint32_t kMagic[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  for (int lane = 0; lane < 4; lane++) {
    uint32_t b[16] = {};
    for (int i = 0; i < 4; i++) b[i] = kMagic[i];
    for (int i = 0; i < 8; i++) b[4 + i] = key[i];
    b[12] = counter + lane;
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 4; i++) Quarter(b, i, 4 + i, 8 + i, 12 + i);
      for (int i = 0; i < 4; i++) Quarter(b, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
    }
    for (int i = 0; i < 8; i++) b[4 + i] += key[i];
    for (int i = 0; i < 16; i++) words[i][lane] = b[i];
  }
  std::memcpy(out, words, sizeof words);
}

// The tables of Marsaglia and Tsang's ziggurat (Journal of Statistical Software 5/8, 2000).
struct Ziggurat {
  uint32_t k[256];
  float w[256], f[256];

  Ziggurat(int n, double m, double d, double v, bool normal) {
    auto density = [normal](double x) { return normal ? std::exp(-.5 * x * x) : std::exp(-x); };
    double t = d, q = v / density(d);
    k[0] = static_cast<uint32_t>(d / q * m);
    k[1] = 0;
    w[0] = static_cast<float>(q / m);
    w[n - 1] = static_cast<float>(d / m);
    f[0] = 1;
    f[n - 1] = static_cast<float>(density(d));
    for (int i = n - 2; i >= 1; i--) {
      d = normal ? std::sqrt(-2. * std::log(v / d + density(d))) : -std::log(v / d + density(d));
      k[i + 1] = static_cast<uint32_t>(d / t * m);
      t = d;
      f[i] = static_cast<float>(density(d));
      w[i] = static_cast<float>(d / m);
    }
  }
};
std::tuple<uint32_t, float, float, float> Row(const Ziggurat& z, int64_t i) {
  return {z.k[i], z.w[i], z.f[i], z.f[i == 0 ? 0 : i - 1]};
}
std::tuple<uint32_t, float, float, float> NormRow(int64_t i) {
  static const Ziggurat& z =
      *new Ziggurat(128, 2147483648.0, 3.442619855899, 9.91256303526217e-3, true);
  return Row(z, i & 127);
}
std::tuple<uint32_t, float, float, float> ExpRow(int64_t i) {
  static const Ziggurat& z =
      *new Ziggurat(256, 4294967296.0, 7.69711747013104972, 3.949659822581572e-3, false);
  return Row(z, i & 255);
}
uint64_t RuntimeBits(M* m) { return runtime::FastRand64(m); }

}  // namespace

MINIGO_NATIVES(internal_rand, Native<&SeedAdditive>("SeedAdditive"),
               Native<&NextAdditive>("NextAdditive"), Native<&ChaCha8Block>("ChaCha8Block"),
               Native<&NormRow>("NormRow"), Native<&ExpRow>("ExpRow"),
               Native<&RuntimeBits>("Runtime"))

}  // namespace minigo::stdlib
