// This file implements character decoding, classification and quoting.
#include "grammar/runes.h"

#include <cstdio>

namespace minigo::grammar {
namespace {

struct RuneRange {
  Rune lo, hi;
};

#include "grammar/rune_tables.inc"

template <size_t N>
bool In(const RuneRange (&table)[N], Rune r) {
  size_t lo = 0, hi = N;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (r > table[mid].hi) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo < N && r >= table[lo].lo;
}

}  // namespace

Rune DecodeRune(const uint8_t* p, const uint8_t* end, int* width) {
  *width = 1;
  uint8_t c = p[0];
  if (c < 0x80) return c;
  int n;
  Rune r, min;
  if (c >= 0xc2 && c <= 0xdf) {
    n = 2, r = c & 0x1f, min = 0x80;
  } else if (c >= 0xe0 && c <= 0xef) {
    n = 3, r = c & 0x0f, min = 0x800;
  } else if (c >= 0xf0 && c <= 0xf4) {
    n = 4, r = c & 0x07, min = 0x10000;
  } else {
    return kRuneError;
  }
  if (end - p < n) return kRuneError;
  for (int i = 1; i < n; i++) {
    if ((p[i] & 0xc0) != 0x80) return kRuneError;
    r = r << 6 | (p[i] & 0x3f);
  }
  if (r < min || r > 0x10ffff || (r >= 0xd800 && r < 0xe000)) return kRuneError;
  *width = n;
  return r;
}

void AppendRune(std::string* out, Rune r) {
  if (r < 0 || r > 0x10ffff || (r >= 0xd800 && r < 0xe000)) r = kRuneError;
  if (r < 0x80) {
    out->push_back(static_cast<char>(r));
  } else if (r < 0x800) {
    out->push_back(static_cast<char>(0xc0 | r >> 6));
    out->push_back(static_cast<char>(0x80 | (r & 0x3f)));
  } else if (r < 0x10000) {
    out->push_back(static_cast<char>(0xe0 | r >> 12));
    out->push_back(static_cast<char>(0x80 | (r >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (r & 0x3f)));
  } else {
    out->push_back(static_cast<char>(0xf0 | r >> 18));
    out->push_back(static_cast<char>(0x80 | (r >> 12 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (r >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (r & 0x3f)));
  }
}

bool IsLetter(Rune r) {
  if (r < 0x80) return (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z');
  return In(kLetters, r);
}

bool IsDigit(Rune r) {
  if (r < 0x80) return r >= '0' && r <= '9';
  return In(kDigits, r);
}

bool IsPrint(Rune r) {
  if (r < 0x80) return r >= 0x20 && r < 0x7f;
  return In(kPrintable, r);
}

std::string FormatRuneU(Rune r) {
  char buf[32];
  std::snprintf(buf, sizeof buf, "U+%04X", static_cast<unsigned>(r));
  std::string s = buf;
  if (r >= 0 && r <= 0x10ffff && IsPrint(r)) {
    s += " '";
    AppendRune(&s, r);
    s += "'";
  }
  return s;
}

std::string QuoteRune(Rune r) {
  std::string s = "'";
  if (r == '\'' || r == '\\') {
    s += '\\';
    s += static_cast<char>(r);
  } else if (r >= 0 && IsPrint(r)) {
    AppendRune(&s, r);
  } else {
    static constexpr char kNamed[] = "abtnvfr";  // the escapes of 7 to 13
    char buf[16];
    if (r >= 7 && r <= 13) {
      s += '\\';
      s += kNamed[r - 7];
    } else if (r >= 0 && r < 0x80) {
      std::snprintf(buf, sizeof buf, "\\x%02x", static_cast<unsigned>(r));
      s += buf;
    } else if (r >= 0 && r < 0x10000) {
      std::snprintf(buf, sizeof buf, "\\u%04x", static_cast<unsigned>(r));
      s += buf;
    } else {
      std::snprintf(buf, sizeof buf, "\\U%08x", static_cast<unsigned>(r));
      s += buf;
    }
  }
  return s + "'";
}

}  // namespace minigo::grammar
