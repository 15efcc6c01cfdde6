// The size classes of small objects: those of Go, so that cap() of an appended slice is Go's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace minigo::runtime {

constexpr int kNumClasses = 68;
constexpr size_t kMaxSmall = 32768;
constexpr uint16_t kClassSize[kNumClasses] = {
    0,     8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,
    160,   176,   192,   208,   224,   240,   256,   288,   320,   352,   384,   416,
    448,   480,   512,   576,   640,   704,   768,   896,   1024,  1152,  1280,  1408,
    1536,  1792,  2048,  2304,  2688,  3072,  3200,  3456,  4096,  4864,  5376,  6144,
    6528,  6784,  6912,  8192,  9472,  9728,  10240, 10880, 12288, 13568, 14336, 16384,
    18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768};

// By size: in steps of 8 up to 1024, of 128 beyond.
constexpr auto kClassBy8 = [] {
  std::array<uint8_t, 1024 / 8 + 1> a{};
  int c = 0;
  for (size_t i = 0; i < a.size(); i++) {
    while (kClassSize[c] < i * 8) c++;
    a[i] = static_cast<uint8_t>(c);
  }
  return a;
}();
constexpr auto kClassBy128 = [] {
  std::array<uint8_t, (kMaxSmall - 1024) / 128 + 1> a{};
  int c = 0;
  for (size_t i = 0; i < a.size(); i++) {
    while (kClassSize[c] < 1024 + i * 128) c++;
    a[i] = static_cast<uint8_t>(c);
  }
  return a;
}();

// The smallest class that holds `size` <= kMaxSmall bytes; 0 for 0.
inline int SizeClass(size_t size) {
  return size <= 1024 ? kClassBy8[(size + 7) / 8] : kClassBy128[(size - 1024 + 127) / 128];
}

}  // namespace minigo::runtime
