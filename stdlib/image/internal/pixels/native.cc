// Natives of package image/internal/pixels.
#include <algorithm>
#include <cstdlib>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

enum Kind { kUniform, kRgba, kNrgba, kGray };

// Go's pixels.Blend.
struct BlendArgs {
  GoSlice dst;
  int64_t dst_at, dst_stride, width, height, kind;
  uint32_t color[4];
  GoSlice src;
  int64_t src_at, src_stride;
  GoSlice mask;
  int64_t mask_at, mask_stride;
  bool masked, over, backward;
};

// Whether rows of n bytes lie within s. Numbers that could overflow are refused.
bool Fits(const GoSlice& s, int64_t at, int64_t stride, int64_t n, int64_t height) {
  constexpr int64_t kMax = int64_t{1} << 31;
  if (at < 0 || stride < 0 || at > s.len || stride > kMax || n > kMax || height > kMax) return false;
  return stride * (height - 1) + n <= s.len - at;
}

bool Blend(BlendArgs* b) {
  constexpr uint32_t kFull = 0xFFFF;
  int64_t size = b->kind == kUniform ? 0 : b->kind == kGray ? 1 : 4;
  if (!Fits(b->dst, b->dst_at, b->dst_stride, 4 * b->width, b->height) ||
      (size != 0 && !Fits(b->src, b->src_at, b->src_stride, size * b->width, b->height)) ||
      (b->masked && !Fits(b->mask, b->mask_at, b->mask_stride, b->width, b->height))) {
    return false;
  }
  uint32_t sr = b->color[0], sg = b->color[1], sb = b->color[2], sa = b->color[3];
  for (int64_t j = 0; j < b->height; j++) {
    int64_t y = b->backward ? b->height - 1 - j : j;
    uint8_t* dst = b->dst.as<uint8_t>() + b->dst_at + y * b->dst_stride;
    const uint8_t* src = size == 0 ? nullptr : b->src.as<uint8_t>() + b->src_at + y * b->src_stride;
    const uint8_t* mask = b->masked ? b->mask.as<uint8_t>() + b->mask_at + y * b->mask_stride : nullptr;
    for (int64_t i = 0; i < b->width; i++) {
      int64_t x = b->backward ? b->width - 1 - i : i;
      const uint8_t* s = src + x * size;
      switch (b->kind) {
        case kRgba:
          sr = s[0] * 0x101u, sg = s[1] * 0x101u, sb = s[2] * 0x101u, sa = s[3] * 0x101u;
          break;
        case kNrgba:
          sa = s[3] * 0x101u;
          sr = s[0] * sa / 0xFF, sg = s[1] * sa / 0xFF, sb = s[2] * sa / 0xFF;
          break;
        case kGray:
          sr = sg = sb = s[0] * 0x101u, sa = kFull;
          break;
      }
      uint8_t* d = dst + 4 * x;
      auto put = [&](int k, uint32_t v) { d[k] = static_cast<uint8_t>(v >> 8); };
      if (!b->masked) {
        uint32_t a = b->over ? (kFull - sa) * 0x101 : 0;
        put(0, d[0] * a / kFull + sr);
        put(1, d[1] * a / kFull + sg);
        put(2, d[2] * a / kFull + sb);
        put(3, d[3] * a / kFull + sa);
      } else {
        uint32_t ma = mask[x] * 0x101u;
        uint32_t a = b->over ? (kFull - sa * ma / kFull) * 0x101 : 0;
        put(0, (d[0] * a + sr * ma) / kFull);
        put(1, (d[1] * a + sg * ma) / kFull);
        put(2, (d[2] * a + sb * ma) / kFull);
        put(3, (d[3] * a + sa * ma) / kFull);
      }
    }
  }
  return true;
}

int64_t Nearest(GoSlice palette, int32_t r, int32_t g, int32_t b, int32_t a) {
  const int32_t* p = palette.as<int32_t>();
  int64_t best = 0;
  uint32_t least = UINT32_MAX;
  auto square = [](int32_t x, int32_t y) {
    uint32_t d = static_cast<uint32_t>(x) - static_cast<uint32_t>(y);
    return d * d >> 2;
  };
  for (int64_t i = 0; i + 4 <= palette.len; i += 4) {
    uint32_t sum = square(r, p[i]) + square(g, p[i + 1]) + square(b, p[i + 2]) + square(a, p[i + 3]);
    if (sum < least) {
      best = i / 4;
      least = sum;
      if (sum == 0) break;
    }
  }
  return best;
}

// The neighbor (left, above, above left) that is nearest to left + above - above left.
uint8_t Paeth(uint8_t a, uint8_t b, uint8_t c) {
  int pa = std::abs(b - c), pb = std::abs(a - c), pc = std::abs(a + b - 2 * c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

uint8_t Expected(int64_t kind, uint8_t left, uint8_t above, uint8_t above_left) {
  switch (kind) {
    case 1: return left;
    case 2: return above;
    case 3: return static_cast<uint8_t>((left + above) / 2);
    case 4: return Paeth(left, above, above_left);
    default: return 0;
  }
}

int64_t Filter(int64_t kind, GoSlice out, GoSlice row, GoSlice above, int64_t size) {
  int64_t n = std::min({out.len, row.len, above.len});
  const uint8_t *p = row.as<uint8_t>(), *q = above.as<uint8_t>();
  int64_t sum = 0;
  for (int64_t i = 0; i < n; i++) {
    uint8_t left = i >= size ? p[i - size] : 0, above_left = i >= size ? q[i - size] : 0;
    uint8_t v = static_cast<uint8_t>(p[i] - Expected(kind, left, q[i], above_left));
    out.as<uint8_t>()[i] = v;
    sum += std::abs(static_cast<int8_t>(v));
  }
  return sum;
}

void Unfilter(int64_t kind, GoSlice row, GoSlice above, int64_t size) {
  int64_t n = std::min(row.len, above.len);
  uint8_t* p = row.as<uint8_t>();
  const uint8_t* q = above.as<uint8_t>();
  for (int64_t i = 0; i < n; i++) {
    uint8_t left = i >= size ? p[i - size] : 0, above_left = i >= size ? q[i - size] : 0;
    p[i] = static_cast<uint8_t>(p[i] + Expected(kind, left, q[i], above_left));
  }
}

// The cosine transform of JPEG in eleven multiplications (Loeffler, Ligtenberg and Moschytz, 1989), in fixed point. Sums may wrap,
// as Go's do.
using Word = uint32_t;

Word Shr(Word x, int n) { return static_cast<Word>(static_cast<int32_t>(x) >> n); }

// A number of 60 binary places, rounded to fewer.
constexpr Word Fix(uint64_t x, int places) {
  return static_cast<Word>((x + (uint64_t{1} << (59 - places))) >> (60 - places));
}

constexpr uint64_t kCos1 = 1130768441178740757, kSin1 = 224923827593068887, kCos3 = 958619196450722178,
                   kSin3 = 640528868967736374, kSqrt2 = 1630477228166597777, kSqrt2Cos6 = 623956622067911264,
                   kSqrt2Sin6 = 1506364539328854985, kHalfSqrt2 = 815238614083298888,
                   kHalfSqrt2Cos6 = 311978311033955632, kHalfSqrt2Sin6 = 753182269664427492;

void Rotate(Word& x, Word& y, Word cos, Word sin) {
  Word sum = cos * (x + y);
  Word x1 = sum + (sin - cos) * y;
  y = sum - (cos + sin) * x;
  x = x1;
}

void Butterfly(Word& x, Word& y) {
  Word sum = x + y;
  y = x - y;
  x = sum;
}

void Fdct(Word* b) {
  for (int i = 0; i < 8; i++) {
    Word x0 = b[i], x1 = b[8 + i], x2 = b[16 + i], x3 = b[24 + i], x4 = b[32 + i], x5 = b[40 + i], x6 = b[48 + i], x7 = b[56 + i];
    Butterfly(x0, x7), Butterfly(x1, x6), Butterfly(x2, x5), Butterfly(x3, x4);
    Rotate(x4, x7, Fix(kCos3, 18), Fix(kSin3, 18));
    Rotate(x5, x6, Fix(kCos1, 18), Fix(kSin1, 18));
    Butterfly(x0, x3), Butterfly(x1, x2);
    Rotate(x2, x3, Fix(kSqrt2Cos6, 18), Fix(kSqrt2Sin6, 18));
    Butterfly(x0, x1);
    Butterfly(x4, x6), Butterfly(x7, x5);
    x5 = Shr(x5, 12) * Fix(kSqrt2, 12);
    x6 = Shr(x6, 12) * Fix(kSqrt2, 12);
    Butterfly(x7, x4);
    b[i] = (x0 - 128 * 8) << 18;
    b[32 + i] = x1 << 18;
    b[16 + i] = x2, b[48 + i] = x3, b[8 + i] = x7, b[24 + i] = x5, b[40 + i] = x6, b[56 + i] = x4;
  }
  for (int i = 0; i < 8; i++, b += 8) {
    Word x0 = b[0], x1 = b[1], x2 = b[2], x3 = b[3], x4 = b[4], x5 = b[5], x6 = b[6], x7 = b[7];
    Butterfly(x0, x7), Butterfly(x1, x6), Butterfly(x2, x5), Butterfly(x3, x4);
    x4 = Shr(x4, 14), x7 = Shr(x7, 14), x5 = Shr(x5, 14), x6 = Shr(x6, 14);
    Rotate(x4, x7, Fix(kCos3, 14), Fix(kSin3, 14));
    Rotate(x5, x6, Fix(kCos1, 14), Fix(kSin1, 14));
    Butterfly(x0, x3), Butterfly(x1, x2);
    x2 = Shr(x2, 14), x3 = Shr(x3, 14);
    Rotate(x2, x3, Fix(kSqrt2Cos6, 14), Fix(kSqrt2Sin6, 14));
    Butterfly(x0, x1);
    Butterfly(x4, x6), Butterfly(x7, x5);
    x5 = Shr(x5, 14) * Fix(kSqrt2, 14);
    x6 = Shr(x6, 14) * Fix(kSqrt2, 14);
    Butterfly(x7, x4);
    Word out[8] = {x0, x7, x2, x5, x1, x6, x3, x4};
    for (int k = 0; k < 8; k++) b[k] = Shr(out[k] + (1 << 17), 18);
  }
}

void Idct(Word* block) {
  Word* b = block;
  for (int i = 0; i < 8; i++, b += 8) {
    Word x0 = b[0], x7 = b[1], x2 = b[2], x5 = b[3], x1 = b[4], x6 = b[5], x3 = b[6], x4 = b[7];
    x0 <<= 17, x1 <<= 17;
    Butterfly(x0, x1);
    Rotate(x2, x3, Fix(kHalfSqrt2Cos6, 18), 0 - Fix(kHalfSqrt2Sin6, 18));
    Butterfly(x1, x2), Butterfly(x0, x3);
    x4 <<= 7, x7 <<= 7;
    Butterfly(x7, x4);
    x6 *= Fix(kHalfSqrt2, 8), x5 *= Fix(kHalfSqrt2, 8);
    Butterfly(x7, x5), Butterfly(x4, x6);
    x4 = Shr(x4, 2), x7 = Shr(x7, 2), x5 = Shr(x5, 2), x6 = Shr(x6, 2);
    Rotate(x4, x7, Fix(kCos3, 12), 0 - Fix(kSin3, 12));
    Rotate(x5, x6, Fix(kCos1, 12), 0 - Fix(kSin1, 12));
    Butterfly(x0, x7), Butterfly(x1, x6), Butterfly(x2, x5), Butterfly(x3, x4);
    b[0] = x0, b[1] = x1, b[2] = x2, b[3] = x3, b[4] = x4, b[5] = x5, b[6] = x6, b[7] = x7;
  }
  b = block;
  for (int i = 0; i < 8; i++, b++) {
    Word x0 = b[0], x7 = b[8], x2 = b[16], x5 = b[24], x1 = b[32], x6 = b[40], x3 = b[48], x4 = b[56];
    x0 += 1 << 19;
    Butterfly(x0, x1);
    x0 = Shr(x0, 2), x1 = Shr(x1, 2), x2 = Shr(x2, 13), x3 = Shr(x3, 13);
    Rotate(x2, x3, Fix(kHalfSqrt2Cos6, 12), 0 - Fix(kHalfSqrt2Sin6, 12));
    Butterfly(x1, x2), Butterfly(x0, x3);
    Butterfly(x7, x4);
    x5 = Shr(x5, 13) * Fix(kHalfSqrt2, 14);
    x6 = Shr(x6, 13) * Fix(kHalfSqrt2, 14);
    Butterfly(x7, x5), Butterfly(x4, x6);
    x4 = Shr(x4, 14), x7 = Shr(x7, 14), x5 = Shr(x5, 14), x6 = Shr(x6, 14);
    Rotate(x4, x7, Fix(kCos3, 12), 0 - Fix(kSin3, 12));
    Rotate(x5, x6, Fix(kCos1, 12), 0 - Fix(kSin1, 12));
    Butterfly(x0, x7), Butterfly(x1, x6), Butterfly(x2, x5), Butterfly(x3, x4);
    Word out[8] = {x0, x1, x2, x3, x4, x5, x6, x7};
    for (int k = 0; k < 8; k++) b[8 * k] = Shr(out[k], 18);
  }
}

}  // namespace

MINIGO_NATIVES(image_internal_pixels, Native<&Blend>("blend"), Native<&Nearest>("Nearest"), Native<&Filter>("Filter"),
               Native<&Unfilter>("Unfilter"), Native<&Fdct>("FDCT"), Native<&Idct>("IDCT"))

}  // namespace minigo::stdlib
