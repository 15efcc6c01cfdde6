// This file implements strings: concatenation, conversion, comparison, and UTF-8 coding.
#include "runtime/string.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "runtime/heap.h"
#include "runtime/heap_alloc.h"

namespace minigo::runtime {

namespace {

constexpr int32_t kRuneError = 0xfffd;
constexpr int32_t kMaxRune = 0x10ffff;

// Every one-byte string, without an allocation.
constexpr std::array<char, 256> kBytes = [] {
  std::array<char, 256> a{};
  for (int i = 0; i < 256; i++) a[i] = static_cast<char>(i);
  return a;
}();

char* NewText(M* m, int64_t n) {
  return static_cast<char*>(HeapOf(m)->NewBytes(m, static_cast<size_t>(n), false));
}

GoString CopyOf(M* m, const char* p, int64_t n) {
  if (n <= 0) return {};
  if (n == 1) return {&kBytes[static_cast<unsigned char>(*p)], 1};
  char* text = NewText(m, n);
  std::memcpy(text, p, static_cast<size_t>(n));
  return {text, n};
}

int RuneLen(int32_t r) { return r < 0x80 ? 1 : r < 0x800 ? 2 : r < 0x10000 ? 3 : 4; }

int32_t Sanitize(int32_t r) {
  return r < 0 || r > kMaxRune || (r >= 0xd800 && r <= 0xdfff) ? kRuneError : r;
}

}  // namespace

GoString NewString(M* m, std::string_view s) {
  return CopyOf(m, s.data(), static_cast<int64_t>(s.size()));
}

GoString Concat(M* m, GoString a, GoString b) {
  if (a.len == 0) return b;
  if (b.len == 0) return a;
  char* text = NewText(m, a.len + b.len);
  std::memcpy(text, a.data, static_cast<size_t>(a.len));
  std::memcpy(text + a.len, b.data, static_cast<size_t>(b.len));
  return {text, a.len + b.len};
}

GoString ConcatN(M* m, const GoString* parts, int n) {
  int64_t len = 0;
  int full = 0, last = 0;
  for (int i = 0; i < n; i++) {
    if (parts[i].len == 0) continue;
    len += parts[i].len;
    full++;
    last = i;
  }
  if (full == 0) return {};
  if (full == 1) return parts[last];
  char* text = NewText(m, len);
  char* to = text;
  for (int i = 0; i < n; i++) {
    if (parts[i].len == 0) continue;
    std::memcpy(to, parts[i].data, static_cast<size_t>(parts[i].len));
    to += parts[i].len;
  }
  return {text, len};
}

int CompareStrings(GoString a, GoString b) {
  size_t n = static_cast<size_t>(std::min(a.len, b.len));
  if (n != 0 && a.data != b.data) {
    if (int c = std::memcmp(a.data, b.data, n)) return c;
  }
  return a.len < b.len ? -1 : a.len > b.len;
}

int EncodeRune(int32_t r, char out[4]) {
  r = Sanitize(r);
  switch (RuneLen(r)) {
    case 1:
      out[0] = static_cast<char>(r);
      return 1;
    case 2:
      out[0] = static_cast<char>(0xc0 | r >> 6);
      out[1] = static_cast<char>(0x80 | (r & 0x3f));
      return 2;
    case 3:
      out[0] = static_cast<char>(0xe0 | r >> 12);
      out[1] = static_cast<char>(0x80 | (r >> 6 & 0x3f));
      out[2] = static_cast<char>(0x80 | (r & 0x3f));
      return 3;
  }
  out[0] = static_cast<char>(0xf0 | r >> 18);
  out[1] = static_cast<char>(0x80 | (r >> 12 & 0x3f));
  out[2] = static_cast<char>(0x80 | (r >> 6 & 0x3f));
  out[3] = static_cast<char>(0x80 | (r & 0x3f));
  return 4;
}

int32_t DecodeRune(GoString s, int64_t i, int* width) {
  const unsigned char* p = reinterpret_cast<const unsigned char*>(s.data) + i;
  int64_t n = s.len - i;
  *width = 1;
  unsigned c = p[0];
  if (c < 0x80) return static_cast<int32_t>(c);
  auto tail = [&](int k) { return (p[k] & 0xc0) == 0x80; };
  if (c >= 0xc2 && c <= 0xdf) {
    if (n < 2 || !tail(1)) return kRuneError;
    *width = 2;
    return static_cast<int32_t>((c & 0x1f) << 6 | (p[1] & 0x3f));
  }
  if (c >= 0xe0 && c <= 0xef) {
    if (n < 3 || !tail(1) || !tail(2)) return kRuneError;
    int32_t r = static_cast<int32_t>((c & 0x0f) << 12 | (p[1] & 0x3f) << 6 | (p[2] & 0x3f));
    if (r < 0x800 || (r >= 0xd800 && r <= 0xdfff)) return kRuneError;
    *width = 3;
    return r;
  }
  if (c >= 0xf0 && c <= 0xf4) {
    if (n < 4 || !tail(1) || !tail(2) || !tail(3)) return kRuneError;
    int32_t r = static_cast<int32_t>((c & 0x07) << 18 | (p[1] & 0x3f) << 12 | (p[2] & 0x3f) << 6 |
                                     (p[3] & 0x3f));
    if (r < 0x10000 || r > kMaxRune) return kRuneError;
    *width = 4;
    return r;
  }
  return kRuneError;
}

GoString StringFromRune(M* m, int64_t r) {
  char buf[4];
  int n = EncodeRune(r < 0 || r > kMaxRune ? kRuneError : static_cast<int32_t>(r), buf);
  return CopyOf(m, buf, n);
}

GoString StringFromBytes(M* m, GoSlice b) { return CopyOf(m, b.as<char>(), b.len); }

GoString StringFromRunes(M* m, GoSlice r) {
  const int32_t* runes = r.as<int32_t>();
  int64_t n = 0;
  for (int64_t i = 0; i < r.len; i++) n += RuneLen(Sanitize(runes[i]));
  if (n == 0) return {};
  char* text = NewText(m, n);
  char* to = text;
  char* end = text + n;
  for (int64_t i = 0; i < r.len; i++) {
    char buf[4];
    int w = EncodeRune(runes[i], buf);
    // Racing writers may lengthen a rune between the two passes.
    if (to + w > end) break;
    std::memcpy(to, buf, static_cast<size_t>(w));
    to += w;
  }
  return {text, to - text};
}

GoSlice BytesFromString(M* m, GoString s) {
  Heap* heap = HeapOf(m);
  size_t n = static_cast<size_t>(s.len);
  size_t cap = Heap::RoundUpSize(n, true);
  char* data = static_cast<char*>(heap->NewBytes(m, cap, false));
  if (n != 0) std::memcpy(data, s.data, n);
  std::memset(data + n, 0, cap - n);
  return {data, s.len, static_cast<int64_t>(cap)};
}

GoSlice RunesFromString(M* m, GoString s) {
  int64_t n = 0;
  int width;
  for (int64_t i = 0; i < s.len; i += width, n++) DecodeRune(s, i, &width);
  size_t bytes = static_cast<size_t>(n) * 4;
  size_t cap = Heap::RoundUpSize(bytes, true);
  int32_t* data = static_cast<int32_t*>(HeapOf(m)->NewBytes(m, cap, false));
  int64_t k = 0;
  for (int64_t i = 0; i < s.len; i += width) data[k++] = DecodeRune(s, i, &width);
  std::memset(data + n, 0, cap - bytes);
  return {data, n, static_cast<int64_t>(cap / 4)};
}

}  // namespace minigo::runtime
