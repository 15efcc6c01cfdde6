// Natives of package utf8.
#include <algorithm>

#include "stdlib/unicode/tables.h"
#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using unicode::Decode;
using unicode::kRuneError;

// Whether s, not empty, begins with a whole encoding, a wrong one included.
bool Full(std::string_view s) {
  if (s.empty()) return false;
  auto b = [s](size_t i) { return static_cast<uint8_t>(s[i]); };
  uint8_t c = b(0);
  size_t need = c < 0xC2 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 1;
  if (s.size() >= need) return true;
  uint8_t lo = 0x80, hi = 0xBF;
  if (c == 0xE0) lo = 0xA0;
  if (c == 0xED) hi = 0x9F;
  if (c == 0xF0) lo = 0x90;
  if (c == 0xF4) hi = 0x8F;
  if (s.size() > 1 && (b(1) < lo || b(1) > hi)) return true;
  if (s.size() > 2 && (b(2) < 0x80 || b(2) > 0xBF)) return true;
  return false;
}
std::tuple<int32_t, int64_t> First(std::string_view s) {
  if (s.empty()) return {kRuneError, 0};
  int32_t r;
  int n = Decode(s.data(), s.data() + s.size(), &r);
  return {r, n};
}
std::tuple<int32_t, int64_t> Last(std::string_view s) {
  if (s.empty()) return {kRuneError, 0};
  const char* end = s.data() + s.size();
  int limit = static_cast<int>(std::min<size_t>(4, s.size()));
  for (int back = 1; back <= limit; back++) {
    if ((end[-back] & 0xC0) == 0x80) continue;
    int32_t r;
    if (Decode(end - back, end, &r) == back) return {r, back};
    break;
  }
  return {kRuneError, 1};
}
int64_t Count(std::string_view s) {
  int64_t n = 0;
  const char* p = s.data();
  const char* end = p + s.size();
  while (p < end) {
    n++;
    int32_t r;
    p += static_cast<uint8_t>(*p) < 0x80 ? 1 : Decode(p, end, &r);
  }
  return n;
}
bool ValidText(std::string_view s) {
  const char* p = s.data();
  const char* end = p + s.size();
  while (p < end) {
    uint64_t w;
    while (end - p >= 8 && (std::memcpy(&w, p, 8), (w & 0x8080808080808080u) == 0)) p += 8;
    if (p == end) break;
    if (static_cast<uint8_t>(*p) < 0x80) {
      p++;
      continue;
    }
    int32_t r;
    int n = Decode(p, end, &r);
    if (n == 1) return false;
    p += n;
  }
  return true;
}

bool FullRune(GoSlice p) { return Full(View(p)); }
bool FullRuneInString(GoString s) { return Full(View(s)); }
std::tuple<int32_t, int64_t> DecodeSlice(GoSlice p) { return First(View(p)); }
std::tuple<int32_t, int64_t> DecodeString(GoString s) { return First(View(s)); }
std::tuple<int32_t, int64_t> DecodeLast(GoSlice p) { return Last(View(p)); }
std::tuple<int32_t, int64_t> DecodeLastInString(GoString s) { return Last(View(s)); }
GoSlice AppendRune(M* m, GoSlice p, int32_t r) {
  char buf[4];
  int n = unicode::Encode(r, buf);
  return AppendBytes(m, p, {buf, static_cast<size_t>(n)});
}
int64_t RuneCount(GoSlice p) { return Count(View(p)); }
int64_t RuneCountInString(GoString s) { return Count(View(s)); }
bool Valid(GoSlice p) { return ValidText(View(p)); }
bool ValidString(GoString s) { return ValidText(View(s)); }

}  // namespace

MINIGO_NATIVES(unicode_utf8, Native<&FullRune>("FullRune"),
               Native<&FullRuneInString>("FullRuneInString"), Native<&DecodeSlice>("decode"),
               Native<&DecodeString>("decodeString"), Native<&DecodeLast>("DecodeLastRune"),
               Native<&DecodeLastInString>("DecodeLastRuneInString"),
               Native<&AppendRune>("appendRune"), Native<&RuneCount>("RuneCount"),
               Native<&RuneCountInString>("RuneCountInString"), Native<&Valid>("Valid"),
               Native<&ValidString>("ValidString"))

}  // namespace minigo::stdlib
