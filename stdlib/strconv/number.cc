// Numbers and quoted strings as text. Shortest and exact decimals come from std::to_chars and std::from_chars, whose
// results are correctly rounded as Go's are; the layouts are Go's.
#include "stdlib/strconv/number.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "stdlib/unicode/tables.h"

namespace minigo::stdlib::strconv {
namespace {

struct FloatInfo {
  int mant_bits, exp_bits, bias;
};
constexpr FloatInfo kFloat32{23, 8, -127};
constexpr FloatInfo kFloat64{52, 11, -1023};

char Lower(char c) { return static_cast<char>(c | ('x' - 'X')); }

// Decimal digits d1 d2 … meaning 0.d1d2… * 10^dp.
struct Digits {
  std::string d;
  int dp = 0;
};

// Of std::to_chars' scientific form "d.ddde±xx".
void FromScientific(const char* p, const char* end, Digits* out) {
  const char* e = p;
  while (*e != 'e') e++;
  out->d.assign(1, *p);
  if (e - p > 2) out->d.append(p + 2, e);
  int exp = 0;
  std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exp);
  out->dp = exp + 1;
}

// n significant digits, or the shortest ones when n < 0. f is finite and not negative.
Digits DigitsOf(double f, int bits, int64_t n) {
  Digits out;
  if (f == 0) {
    out.d = "";
    return out;
  }
  if (n < 0) {
    char buf[64];
    auto r = bits == 32 ? std::to_chars(buf, buf + sizeof buf, static_cast<float>(f), std::chars_format::scientific)
                        : std::to_chars(buf, buf + sizeof buf, f, std::chars_format::scientific);
    FromScientific(buf, r.ptr, &out);
    return out;
  }
  // A double has at most 767 significant digits.
  int prec = static_cast<int>(std::min<int64_t>(n, 800)) - 1;
  char buf[840];
  auto r = std::to_chars(buf, buf + sizeof buf, f, std::chars_format::scientific, std::max(prec, 0));
  FromScientific(buf, r.ptr, &out);
  while (!out.d.empty() && out.d.back() == '0') out.d.pop_back();
  return out;
}

void AppendExponent(std::string* out, int exp, char mark) {
  *out += mark;
  *out += exp < 0 ? '-' : '+';
  exp = std::abs(exp);
  if (exp < 10) *out += '0';
  *out += std::to_string(exp);
}

// %e with prec digits after the point.
void AppendE(std::string* out, const Digits& digits, int64_t prec, char fmt) {
  *out += digits.d.empty() ? '0' : digits.d[0];
  if (prec > 0) {
    *out += '.';
    size_t have = digits.d.empty() ? 0 : std::min<size_t>(digits.d.size() - 1, prec);
    out->append(digits.d, std::min<size_t>(1, digits.d.size()), have);
    out->append(prec - have, '0');
  }
  AppendExponent(out, digits.d.empty() ? 0 : digits.dp - 1, fmt);
}

void AppendF(std::string* out, const Digits& digits, int64_t prec) {
  int nd = static_cast<int>(digits.d.size());
  if (digits.dp > 0) {
    int m = std::min(nd, digits.dp);
    out->append(digits.d, 0, m);
    out->append(digits.dp - m, '0');
  } else {
    *out += '0';
  }
  if (prec > 0) {
    *out += '.';
    int64_t zeros = std::min<int64_t>(prec, digits.dp < 0 ? -digits.dp : 0);
    out->append(zeros, '0');
    int from = std::max(digits.dp, 0);
    int64_t take = from >= nd ? 0 : std::min<int64_t>(nd - from, prec - zeros);
    if (take > 0) out->append(digits.d, from, take);
    out->append(prec - zeros - std::max<int64_t>(take, 0), '0');
  }
}

void AppendHexFloat(std::string* out, int64_t prec, char fmt, uint64_t mant, int exp, const FloatInfo& info) {
  if (mant == 0) exp = 0;
  mant <<= 60 - info.mant_bits;
  while (mant != 0 && (mant & 1ull << 60) == 0) {
    mant <<= 1;
    exp--;
  }
  if (prec >= 0 && prec < 15) {
    int shift = static_cast<int>(prec) * 4;
    uint64_t extra = (mant << shift) & ((1ull << 60) - 1);
    mant >>= 60 - shift;
    if ((extra | (mant & 1)) > 1ull << 59) mant++;
    mant <<= 60 - shift;
    if ((mant & 1ull << 61) != 0) {
      mant >>= 1;
      exp++;
    }
  }
  const char* hex = fmt == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
  *out += '0';
  *out += fmt;
  *out += static_cast<char>('0' + (mant >> 60 & 1));
  mant <<= 4;
  if (prec < 0 && mant != 0) {
    *out += '.';
    for (; mant != 0; mant <<= 4) *out += hex[mant >> 60];
  } else if (prec > 0) {
    *out += '.';
    for (int64_t i = 0; i < prec; i++, mant <<= 4) *out += hex[mant >> 60];
  }
  AppendExponent(out, exp, fmt == 'X' ? 'P' : 'p');
}

bool UnderscoresOk(std::string_view s) {
  char saw = '^';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  bool hex = false;
  size_t i = 0;
  if (s.size() >= 2 && s[0] == '0' && (Lower(s[1]) == 'b' || Lower(s[1]) == 'o' || Lower(s[1]) == 'x')) {
    i = 2;
    saw = '0';
    hex = Lower(s[1]) == 'x';
  }
  for (; i < s.size(); i++) {
    char c = s[i];
    if ((c >= '0' && c <= '9') || (hex && Lower(c) >= 'a' && Lower(c) <= 'f')) {
      saw = '0';
    } else if (c == '_') {
      if (saw != '0') return false;
      saw = '_';
    } else {
      if (saw == '_') return false;
      saw = '!';
    }
  }
  return saw != '_';
}

NumStatus HexFloat(const FloatInfo& info, uint64_t mant, int64_t exp, bool neg, bool trunc, double* out) {
  int64_t max_exp = (1 << info.exp_bits) + info.bias - 2;
  int64_t min_exp = info.bias + 1;
  exp += info.mant_bits;
  while (mant != 0 && mant >> (info.mant_bits + 2) == 0) {
    mant <<= 1;
    exp--;
  }
  if (trunc) mant |= 1;
  while (mant >> (1 + info.mant_bits + 2) != 0) {
    mant = mant >> 1 | (mant & 1);
    exp++;
  }
  while (mant > 1 && exp < min_exp - 2) {
    mant = mant >> 1 | (mant & 1);
    exp++;
  }
  uint64_t round = mant & 3;
  mant >>= 2;
  round |= mant & 1;
  exp += 2;
  if (round == 3) {
    mant++;
    if (mant == 1ull << (1 + info.mant_bits)) {
      mant >>= 1;
      exp++;
    }
  }
  if (mant >> info.mant_bits == 0) exp = info.bias;
  NumStatus status = NumStatus::kOk;
  if (exp > max_exp) {
    mant = 1ull << info.mant_bits;
    exp = max_exp + 1;
    status = NumStatus::kRange;
  }
  uint64_t b = mant & ((1ull << info.mant_bits) - 1);
  b |= static_cast<uint64_t>((exp - info.bias) & ((1 << info.exp_bits) - 1)) << info.mant_bits;
  if (neg) b |= 1ull << info.mant_bits << info.exp_bits;
  *out = info.mant_bits == 23 ? std::bit_cast<float>(static_cast<uint32_t>(b)) : std::bit_cast<double>(b);
  return status;
}

// The length of the common prefix of s and `word` (lower case), case ignored.
size_t CommonPrefix(std::string_view s, std::string_view word) {
  size_t n = 0;
  while (n < s.size() && n < word.size() && (s[n] >= 'A' && s[n] <= 'Z' ? s[n] + 32 : s[n]) == word[n]) n++;
  return n;
}

bool Special(std::string_view s, double* out, size_t* used) {
  if (s.empty()) return false;
  bool sign = s[0] == '+' || s[0] == '-';
  std::string_view t = s.substr(sign);
  if (sign || s[0] == 'i' || s[0] == 'I') {
    size_t n = CommonPrefix(t, "infinity");
    if (n > 3 && n < 8) n = 3;
    if (n != 3 && n != 8) return false;
    *out = s[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    *used = sign + n;
    return true;
  }
  if (CommonPrefix(s, "nan") != 3) return false;
  *out = std::bit_cast<double>(0x7FF8000000000001);
  *used = 3;
  return true;
}

// digits*10^exp10 as the nearest float; `digits` without leading zeros, not empty.
template <typename F>
NumStatus Decimal(std::string_view digits, int64_t exp10, double* out) {
  // The value lies in [10^(size+exp10-1), 10^(size+exp10)).
  int64_t magnitude = static_cast<int64_t>(digits.size()) + exp10;
  if (magnitude > 400) {
    *out = HUGE_VAL;
    return NumStatus::kRange;
  }
  if (magnitude < -400) {
    *out = 0;
    return NumStatus::kOk;
  }
  F f = 0;
  char small[64];
  std::string large;
  char* p = small;
  if (digits.size() > 40) {
    large.resize(digits.size() + 24);
    p = large.data();
  }
  std::memcpy(p, digits.data(), digits.size());
  char* end = p + digits.size();
  *end++ = 'e';
  end = std::to_chars(end, end + 20, exp10).ptr;
  auto r = std::from_chars(p, end, f);
  if (r.ec == std::errc::result_out_of_range) {
    *out = magnitude > 0 ? HUGE_VAL : 0;
    return magnitude > 0 ? NumStatus::kRange : NumStatus::kOk;
  }
  *out = f;
  return std::isinf(f) ? NumStatus::kRange : NumStatus::kOk;
}

const char kHex[] = "0123456789abcdef";

void AppendEscaped(std::string* out, int32_t r, char quote, QuoteMode mode) {
  if (r == quote || r == '\\') {
    *out += '\\';
    *out += static_cast<char>(r);
    return;
  }
  bool as_is = mode == QuoteMode::kAscii     ? r >= 0 && r < 0x80 && unicode::IsPrint(r)
               : mode == QuoteMode::kGraphic ? unicode::IsGraphic(r)
                                             : unicode::IsPrint(r);
  if (as_is) {
    char buf[4];
    out->append(buf, unicode::Encode(r, buf));
    return;
  }
  switch (r) {
    case '\a': *out += "\\a"; return;
    case '\b': *out += "\\b"; return;
    case '\f': *out += "\\f"; return;
    case '\n': *out += "\\n"; return;
    case '\r': *out += "\\r"; return;
    case '\t': *out += "\\t"; return;
    case '\v': *out += "\\v"; return;
  }
  if ((r >= 0 && r < ' ') || r == 0x7F) {
    *out += "\\x";
    *out += kHex[r >> 4 & 15];
    *out += kHex[r & 15];
    return;
  }
  // A negative r is below ' ' for Go too, but no caller passes one: runes are decoded or made valid before.
  if (r < 0 || r > unicode::kMaxRune || (r >= 0xD800 && r <= 0xDFFF)) r = unicode::kRuneError;
  int shift = r < 0x10000 ? 12 : 28;
  *out += r < 0x10000 ? "\\u" : "\\U";
  for (; shift >= 0; shift -= 4) *out += kHex[r >> shift & 15];
}

int Unhex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

void AppendFloat(std::string* out, double f, char fmt, int64_t prec, int bits) {
  const FloatInfo& info = bits == 32 ? kFloat32 : kFloat64;
  uint64_t b = bits == 32 ? std::bit_cast<uint32_t>(static_cast<float>(f)) : std::bit_cast<uint64_t>(f);
  bool neg = (b >> (info.exp_bits + info.mant_bits)) != 0;
  int exp = static_cast<int>(b >> info.mant_bits) & ((1 << info.exp_bits) - 1);
  uint64_t mant = b & ((1ull << info.mant_bits) - 1);
  if (exp == (1 << info.exp_bits) - 1) {
    *out += mant != 0 ? "NaN" : neg ? "-Inf" : "+Inf";
    return;
  }
  if (exp == 0) {
    exp++;
  } else {
    mant |= 1ull << info.mant_bits;
  }
  exp += info.bias;
  if (prec < 0) prec = -1;
  double abs = std::fabs(bits == 32 ? static_cast<float>(f) : f);
  switch (fmt) {
    case 'b':
      if (neg) *out += '-';
      *out += std::to_string(mant);
      *out += 'p';
      exp -= info.mant_bits;
      if (exp >= 0) *out += '+';
      *out += std::to_string(exp);
      return;
    case 'x':
    case 'X':
      if (neg) *out += '-';
      AppendHexFloat(out, prec, fmt, mant, exp, info);
      return;
    case 'e':
    case 'E': {
      if (neg) *out += '-';
      Digits d = DigitsOf(abs, bits, prec < 0 ? -1 : prec + 1);
      AppendE(out, d, prec < 0 ? std::max<int64_t>(static_cast<int64_t>(d.d.size()) - 1, 0) : prec, fmt);
      return;
    }
    case 'f': {
      if (neg) *out += '-';
      if (prec < 0) {
        Digits d = DigitsOf(abs, bits, -1);
        AppendF(out, d, std::max<int64_t>(static_cast<int64_t>(d.d.size()) - d.dp, 0));
        return;
      }
      // 309 digits before the point; after it at most 1074 that are not zero.
      char buf[1500];
      int have = static_cast<int>(std::min<int64_t>(prec, 1080));
      auto r = std::to_chars(buf, buf + sizeof buf, abs, std::chars_format::fixed, have);
      out->append(buf, r.ptr);
      if (prec > have) out->append(prec - have, '0');
      return;
    }
    case 'g':
    case 'G': {
      if (neg) *out += '-';
      bool shortest = prec < 0;
      if (prec == 0) prec = 1;
      Digits d = DigitsOf(abs, bits, shortest ? -1 : prec);
      int64_t nd = static_cast<int64_t>(d.d.size());
      int64_t eprec = shortest ? 6 : prec;
      if (!shortest && eprec > nd && nd >= d.dp) eprec = nd;
      int e = d.dp - 1;
      if (e < -4 || e >= eprec) {
        if (shortest || prec > nd) prec = nd;
        AppendE(out, d, std::max<int64_t>(prec - 1, 0), fmt == 'g' ? 'e' : 'E');
        return;
      }
      AppendF(out, d, std::max<int64_t>(nd - d.dp, 0));
      return;
    }
  }
  *out += '%';
  *out += fmt;
}

void AppendUint(std::string* out, uint64_t v, int base) {
  char buf[64];
  auto r = std::to_chars(buf, buf + sizeof buf, v, base);
  out->append(buf, r.ptr);
}
void AppendInt(std::string* out, int64_t v, int base) {
  if (v < 0) *out += '-';
  AppendUint(out, v < 0 ? 0 - static_cast<uint64_t>(v) : static_cast<uint64_t>(v), base);
}

NumStatus ParseUint(std::string_view s, int64_t base, int64_t bits, uint64_t* out) {
  *out = 0;
  if (s.empty()) return NumStatus::kSyntax;
  std::string_view whole = s;
  bool base0 = base == 0;
  if (base0) {
    base = 10;
    if (s[0] == '0') {
      char c = s.size() >= 3 ? Lower(s[1]) : '\0';
      if (c == 'b' || c == 'o' || c == 'x') {
        base = c == 'b' ? 2 : c == 'o' ? 8 : 16;
        s.remove_prefix(2);
      } else {
        base = 8;
        s.remove_prefix(1);
      }
    }
  } else if (base < 2 || base > 36) {
    return NumStatus::kBase;
  }
  if (bits == 0) bits = 64;
  if (bits < 0 || bits > 64) return NumStatus::kBitSize;
  uint64_t max = bits == 64 ? ~0ull : (1ull << bits) - 1;
  bool underscores = false;
  uint64_t n = 0;
  for (char c : s) {
    int d;
    if (c == '_' && base0) {
      underscores = true;
      continue;
    } else if (c >= '0' && c <= '9') {
      d = c - '0';
    } else if (Lower(c) >= 'a' && Lower(c) <= 'z') {
      d = Lower(c) - 'a' + 10;
    } else {
      return NumStatus::kSyntax;
    }
    if (d >= base) return NumStatus::kSyntax;
    if (__builtin_mul_overflow(n, static_cast<uint64_t>(base), &n) ||
        __builtin_add_overflow(n, static_cast<uint64_t>(d), &n) || n > max) {
      *out = max;
      return NumStatus::kRange;
    }
  }
  if (underscores && !UnderscoresOk(whole)) return NumStatus::kSyntax;
  *out = n;
  return NumStatus::kOk;
}

NumStatus ParseInt(std::string_view s, int64_t base, int64_t bits, int64_t* out) {
  *out = 0;
  if (s.empty()) return NumStatus::kSyntax;
  bool neg = s[0] == '-';
  if (neg || s[0] == '+') s.remove_prefix(1);
  uint64_t u;
  NumStatus status = ParseUint(s, base, bits, &u);
  if (status != NumStatus::kOk && status != NumStatus::kRange) return status;
  if (bits == 0) bits = 64;
  uint64_t cutoff = 1ull << (bits - 1);
  if (!neg && u >= cutoff) {
    *out = static_cast<int64_t>(cutoff - 1);
    return NumStatus::kRange;
  }
  if (neg && u > cutoff) {
    *out = static_cast<int64_t>(0 - cutoff);
    return NumStatus::kRange;
  }
  *out = static_cast<int64_t>(neg ? 0 - u : u);
  return NumStatus::kOk;
}

NumStatus ParseFloatPrefix(std::string_view s, int bits, double* out, size_t* used) {
  *out = 0;
  *used = 0;
  if (Special(s, out, used)) return NumStatus::kOk;
  size_t i = 0, size = s.size();
  bool neg = false;
  if (i < size && (s[i] == '+' || s[i] == '-')) neg = s[i++] == '-';
  bool hex = i + 2 < size && s[i] == '0' && Lower(s[i + 1]) == 'x';
  if (hex) i += 2;
  bool underscores = false, dot = false, digits_seen = false, trunc = false;
  uint64_t mant = 0;   // hex
  int mant_digits = 0;
  std::string digits;  // decimal, without leading zeros
  int64_t nd = 0, dp = 0;
  for (; i < size; i++) {
    char c = s[i];
    if (c == '_') {
      underscores = true;
    } else if (c == '.') {
      if (dot) break;
      dot = true;
      dp = nd;
    } else if (c >= '0' && c <= '9') {
      digits_seen = true;
      if (c == '0' && nd == 0) {
        dp--;
        continue;
      }
      nd++;
      if (!hex) {
        digits += c;
      } else if (mant_digits < 16) {
        mant = mant * 16 + (c - '0');
        mant_digits++;
      } else if (c != '0') {
        trunc = true;
      }
    } else if (hex && Lower(c) >= 'a' && Lower(c) <= 'f') {
      digits_seen = true;
      nd++;
      if (mant_digits < 16) {
        mant = mant * 16 + (Lower(c) - 'a' + 10);
        mant_digits++;
      } else {
        trunc = true;
      }
    } else {
      break;
    }
  }
  if (!digits_seen) return NumStatus::kSyntax;
  if (!dot) dp = nd;
  if (hex) dp *= 4;
  if (i < size && Lower(s[i]) == (hex ? 'p' : 'e')) {
    if (++i >= size) return NumStatus::kSyntax;
    int sign = 1;
    if (s[i] == '+' || s[i] == '-') sign = s[i++] == '-' ? -1 : 1;
    if (i >= size || s[i] < '0' || s[i] > '9') return NumStatus::kSyntax;
    int e = 0;
    for (; i < size && ((s[i] >= '0' && s[i] <= '9') || s[i] == '_'); i++) {
      if (s[i] == '_') {
        underscores = true;
      } else if (e < 10000) {
        e = e * 10 + (s[i] - '0');
      }
    }
    dp += e * sign;
  } else if (hex) {
    return NumStatus::kSyntax;
  }
  if (underscores && !UnderscoresOk(s.substr(0, i))) return NumStatus::kSyntax;
  *used = i;
  if (hex) {
    int64_t exp = mant == 0 ? 0 : dp - mant_digits * 4;
    return HexFloat(bits == 32 ? kFloat32 : kFloat64, mant, exp, neg, trunc, out);
  }
  NumStatus status = NumStatus::kOk;
  if (!digits.empty()) {
    status = bits == 32 ? Decimal<float>(digits, dp - nd, out) : Decimal<double>(digits, dp - nd, out);
  }
  if (neg) *out = -*out;
  return status;
}

void AppendQuoted(std::string* out, std::string_view s, char quote, QuoteMode mode) {
  *out += quote;
  const char* p = s.data();
  const char* end = p + s.size();
  while (p < end) {
    const char* run = p;
    while (p < end && *p >= ' ' && *p < 0x7F && *p != quote && *p != '\\') p++;
    out->append(run, p);
    if (p == end) break;
    int32_t r;
    int n = unicode::Decode(p, end, &r);
    if (n == 1 && r == unicode::kRuneError) {
      *out += "\\x";
      *out += kHex[static_cast<uint8_t>(*p) >> 4];
      *out += kHex[*p & 15];
    } else {
      AppendEscaped(out, r, quote, mode);
    }
    p += n;
  }
  *out += quote;
}

void AppendQuotedRune(std::string* out, int32_t r, QuoteMode mode) {
  if (r < 0 || r > unicode::kMaxRune || (r >= 0xD800 && r <= 0xDFFF)) r = unicode::kRuneError;
  *out += '\'';
  AppendEscaped(out, r, '\'', mode);
  *out += '\'';
}

bool CanBackquote(std::string_view s) {
  const char* p = s.data();
  const char* end = p + s.size();
  while (p < end) {
    int32_t r;
    int n = unicode::Decode(p, end, &r);
    p += n;
    if (n > 1) {
      if (r == 0xFEFF) return false;
      continue;
    }
    if (r == unicode::kRuneError) return false;
    if ((r < ' ' && r != '\t') || r == '`' || r == 0x7F) return false;
  }
  return true;
}

bool UnquoteChar(std::string_view s, char quote, int32_t* value, bool* multibyte, size_t* used) {
  *multibyte = false;
  if (s.empty()) return false;
  char c = s[0];
  if (c == quote && (quote == '\'' || quote == '"')) return false;
  if (static_cast<uint8_t>(c) >= 0x80) {
    *used = unicode::Decode(s.data(), s.data() + s.size(), value);
    *multibyte = true;
    return true;
  }
  if (c != '\\') {
    *value = c;
    *used = 1;
    return true;
  }
  if (s.size() < 2) return false;
  c = s[1];
  *used = 2;
  switch (c) {
    case 'a': *value = '\a'; return true;
    case 'b': *value = '\b'; return true;
    case 'f': *value = '\f'; return true;
    case 'n': *value = '\n'; return true;
    case 'r': *value = '\r'; return true;
    case 't': *value = '\t'; return true;
    case 'v': *value = '\v'; return true;
    case '\\': *value = '\\'; return true;
    case '\'':
    case '"':
      *value = c;
      return c == quote;
    case 'x':
    case 'u':
    case 'U': {
      size_t n = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      if (s.size() < 2 + n) return false;
      uint32_t v = 0;
      for (size_t i = 0; i < n; i++) {
        int d = Unhex(s[2 + i]);
        if (d < 0) return false;
        v = v << 4 | static_cast<uint32_t>(d);
      }
      *used = 2 + n;
      *value = static_cast<int32_t>(v);
      if (c == 'x') return true;
      *multibyte = true;
      return v <= unicode::kMaxRune && !(v >= 0xD800 && v <= 0xDFFF);
    }
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': {
      if (s.size() < 4) return false;
      int32_t v = c - '0';
      for (int i = 2; i < 4; i++) {
        if (s[i] < '0' || s[i] > '7') return false;
        v = v << 3 | (s[i] - '0');
      }
      *used = 4;
      *value = v;
      return v <= 255;
    }
  }
  return false;
}

size_t Unquote(std::string_view s, std::string* out) {
  if (s.size() < 2) return 0;
  char quote = s[0];
  if (quote == '`') {
    size_t end = s.find('`', 1);
    if (end == s.npos) return 0;
    if (out != nullptr) {
      for (char c : s.substr(1, end - 1)) {
        if (c != '\r') *out += c;
      }
    }
    return end + 1;
  }
  if (quote != '"' && quote != '\'') return 0;
  size_t i = 1;
  // A character literal ends after one character; none at all is accepted, as Go does.
  while (i < s.size() && s[i] != quote) {
    if (s[i] == '\n') return 0;
    int32_t r;
    bool multibyte;
    size_t used;
    if (!UnquoteChar(s.substr(i), quote, &r, &multibyte, &used)) return 0;
    if (out != nullptr) {
      if (r < 0x80 || !multibyte) {
        *out += static_cast<char>(r);
      } else {
        char buf[4];
        out->append(buf, unicode::Encode(r, buf));
      }
    }
    i += used;
    if (quote == '\'') break;
  }
  if (i >= s.size() || s[i] != quote) return 0;
  return i + 1;
}

}  // namespace minigo::stdlib::strconv
