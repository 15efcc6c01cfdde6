// This file implements how constants are written: literals and the forms in messages.
#include <charconv>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "grammar/runes.h"
#include "interp/types/constant_impl.h"
#include "interp/types/format.h"

namespace minigo::types {

using grammar::LitKind;

namespace {

std::string ToString(mpz_srcptr z) {
  std::string s(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(s.data(), 10, z);
  s.resize(std::strlen(s.c_str()));
  return s;
}

// strconv's 'g' with the shortest digits that read back.
std::string ShortestG(double x) {
  char buf[64];
  auto res = std::to_chars(buf, buf + sizeof buf, x, std::chars_format::scientific);
  std::string_view s(buf, res.ptr - buf);
  size_t epos = s.find('e');
  int exp = std::atoi(std::string(s.substr(epos + 1)).c_str());
  std::string digits;
  bool negative = false;
  for (char c : s.substr(0, epos)) {
    if (c == '-') negative = true;
    if (c >= '0' && c <= '9') digits += c;
  }
  std::string out = negative ? "-" : "";
  if (exp < -4 || exp >= 6) {
    out += std::string(s.substr(negative ? 1 : 0));
    return out;
  }
  if (exp < 0) {
    out += "0." + std::string(-exp - 1, '0') + digits;
  } else if (static_cast<int>(digits.size()) <= exp + 1) {
    out += digits + std::string(exp + 1 - digits.size(), '0');
  } else {
    out += digits.substr(0, exp + 1) + "." + digits.substr(exp + 1);
  }
  return out;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// One character or escape of an interpreted literal at *s, appended to *out as UTF-8 (or as a byte); its value in *value.
bool UnquoteChar(std::string_view* s, char quote, std::string* out, int32_t* value) {
  if (s->empty()) return false;
  unsigned char c = (*s)[0];
  if (c == static_cast<unsigned char>(quote) || c == '\n') return false;
  if (c != '\\') {
    const auto* p = reinterpret_cast<const uint8_t*>(s->data());
    int width;
    *value = grammar::DecodeRune(p, p + s->size(), &width);
    if (width == 1 && *value == grammar::kRuneError && c >= 0x80) {
      grammar::AppendRune(out, grammar::kRuneError);
    } else {
      out->append(s->substr(0, width));
    }
    s->remove_prefix(width);
    return true;
  }
  if (s->size() < 2) return false;
  c = (*s)[1];
  s->remove_prefix(2);
  int digits = 0, base = 16;
  switch (c) {
    case 'a': *value = '\a'; break;
    case 'b': *value = '\b'; break;
    case 'f': *value = '\f'; break;
    case 'n': *value = '\n'; break;
    case 'r': *value = '\r'; break;
    case 't': *value = '\t'; break;
    case 'v': *value = '\v'; break;
    case '\\': *value = '\\'; break;
    case '\'':
    case '"':
      if (c != static_cast<unsigned char>(quote)) return false;
      *value = c;
      break;
    case 'x': digits = 2; break;
    case 'u': digits = 4; break;
    case 'U': digits = 8; break;
    default:
      if (c < '0' || c > '7') return false;
      digits = 3, base = 8;
      *s = std::string_view(s->data() - 1, s->size() + 1);
  }
  if (digits == 0) {
    out->push_back(static_cast<char>(*value));
    return true;
  }
  if (s->size() < static_cast<size_t>(digits)) return false;
  uint32_t v = 0;
  for (int i = 0; i < digits; i++) {
    int d = HexDigit((*s)[i]);
    if (d < 0 || d >= base) return false;
    v = v * base + d;
  }
  s->remove_prefix(digits);
  *value = static_cast<int32_t>(v);
  if (c == 'u' || c == 'U') {
    if (v > 0x10ffff || (v >= 0xd800 && v < 0xe000)) return false;
    grammar::AppendRune(out, *value);
  } else {
    if (v > 255) return false;
    out->push_back(static_cast<char>(v));
  }
  return true;
}

}  // namespace

// ---------------------------------------------------------------- literals

Const ConstPool::Impl::FloatFromLiteral(std::string_view literal) {
  int base = 10;
  std::string_view s = literal;
  if (s.size() >= 2 && s[0] == '0') {
    char p = s[1] | 0x20;
    if (p == 'x') base = 16;
    if (p == 'o') base = 8;
    if (p == 'b') base = 2;
    if (base != 10) s.remove_prefix(2);
  }
  std::string digits;
  int64_t fraction = 0;
  bool dot = false;
  size_t i = 0;
  for (; i < s.size(); i++) {
    char c = s[i];
    if (c == '_') continue;
    if (c == '.') {
      if (dot || base == 8 || base == 2) return nullptr;
      dot = true;
      continue;
    }
    int d = HexDigit(c);
    if (d < 0 || d >= base) break;
    digits += c;
    if (dot) fraction++;
  }
  if (digits.empty()) return nullptr;
  int64_t exp = 0;
  bool binary = false;
  if (i < s.size()) {
    char c = s[i] | 0x20;
    if (c == 'p' && base != 10 && base != 16) return nullptr;
    if (c == 'e' && base != 10) return nullptr;
    if (c != 'e' && c != 'p') return nullptr;
    binary = c == 'p';
    i++;
    bool negative = false;
    if (i < s.size() && (s[i] == '+' || s[i] == '-')) negative = s[i++] == '-';
    if (i == s.size()) return nullptr;
    for (; i < s.size(); i++) {
      if (s[i] == '_') continue;
      if (s[i] < '0' || s[i] > '9') return nullptr;
      if (exp > (int64_t{1} << 40)) return nullptr;
      exp = exp * 10 + (s[i] - '0');
    }
    if (negative) exp = -exp;
  }
  Z m;
  if (mpz_set_str(m, digits.c_str(), base) != 0) return nullptr;

  int64_t exp2 = 0, exp5 = 0;
  if (base == 10) {
    exp5 = -fraction;
    exp2 = -fraction;
  } else if (base == 16) {
    exp2 = -4 * fraction;
  }
  if (binary) {
    exp2 += exp;
  } else {
    exp2 += exp;
    exp5 += exp;
  }
  BigFloat f;
  if (mpz_sgn(m.get()) != 0) {
    if (exp2 < kFloatExpMin || exp2 > kFloatExpMax) return nullptr;
    f.m = m;
    f.e = exp2;
    Round(&f, kPrec);
    if (exp5 > 0) f = MulFloat(f, Pow5(exp5, kPrec + 64), kPrec);
    if (exp5 < 0) f = QuoFloat(f, Pow5(-exp5, kPrec + 64), kPrec);
  }
  if (mpz_sgn(f.m.get()) != 0 && Exponent(f) < kFloatExpMin) f = BigFloat();  // underflow
  if (!SmallFloat(f)) return MakeFloat(f);
  Z n, d;
  mpz_set_ui(d, 1);
  if (mpz_sgn(f.m.get()) != 0) {
    n = m;
    Z p;
    if (exp5 != 0) mpz_ui_pow_ui(p, 5, std::abs(exp5));
    if (exp5 > 0) mpz_mul(n, n, p);
    if (exp5 < 0) mpz_mul(d, d, p);
    if (exp2 > 0) mpz_mul_2exp(n, n, exp2);
    if (exp2 < 0) mpz_mul_2exp(d, d, -exp2);
  }
  // A literal stays a fraction even where an operation's result of that size would not.
  Z g;
  mpz_gcd(g, n, d);
  mpz_divexact(n, n, g);
  mpz_divexact(d, d, g);
  auto* v = arena.New<NumberConst>(Rep::kRat);
  v->n = Keep(n);
  v->d = Keep(d);
  return v;
}

Const ConstPool::FromLiteral(std::string_view literal, LitKind kind) {
  switch (kind) {
    case LitKind::kInt: {
      constexpr size_t kFits = 18;  // digits of any int64
      if (!literal.empty() && literal.size() <= kFits && (literal.size() == 1 || literal[0] != '0')) {
        uint64_t v = 0;
        bool plain = true;
        for (char c : literal) {
          plain = plain && c >= '0' && c <= '9';
          v = v * 10 + static_cast<uint64_t>(c - '0');
        }
        if (plain) return impl_->Int64(static_cast<int64_t>(v));
      }
      int base = 10;
      std::string_view s = literal;
      if (s.size() >= 2 && s[0] == '0') {
        char p = s[1] | 0x20;
        if (p == 'x') {
          base = 16;
        } else if (p == 'b') {
          base = 2;
        } else {
          base = 8;
        }
        s.remove_prefix(p == 'x' || p == 'b' || p == 'o' ? 2 : 1);
      }
      std::string digits;
      uint64_t v = 0;
      bool small = true;
      for (char c : s) {
        if (c == '_') continue;
        int d = HexDigit(c);
        if (d < 0 || d >= base) return impl_->unknown;
        if (small && v > (uint64_t{INT64_MAX} - d) / base) {
          small = false;
          // What has been read so far, and the rest by GMP.
          for (char c2 : s) {
            if (c2 != '_') digits += c2;
          }
        }
        if (small) v = v * base + d;
      }
      if (s.empty()) return impl_->unknown;
      if (small) return impl_->Int64(static_cast<int64_t>(v));
      Z z;
      if (mpz_set_str(z, digits.c_str(), base) != 0) return impl_->unknown;
      return impl_->MakeInt(z);
    }
    case LitKind::kFloat: {
      Const v = impl_->FloatFromLiteral(literal);
      return v == nullptr ? impl_->unknown : v;
    }
    case LitKind::kImag: {
      if (literal.empty() || literal.back() != 'i') return impl_->unknown;
      Const v = impl_->FloatFromLiteral(literal.substr(0, literal.size() - 1));
      return v == nullptr ? impl_->unknown : impl_->MakeComplex(impl_->Int64(0), v);
    }
    case LitKind::kRune: {
      if (literal.size() < 3) return impl_->unknown;
      std::string_view s = literal.substr(1, literal.size() - 2);
      std::string out;
      int32_t value = 0;
      if (!UnquoteChar(&s, '\'', &out, &value)) return impl_->unknown;
      return impl_->Int64(value);
    }
    case LitKind::kString: {
      if (literal.size() < 2 || literal.front() != literal.back()) return impl_->unknown;
      std::string_view s = literal.substr(1, literal.size() - 2);
      if (literal[0] == '`') {
        if (s.find('\r') == std::string_view::npos) return String(s);
        std::string out;
        for (char c : s) {
          if (c != '\r') out += c;
        }
        return String(out);
      }
      if (literal[0] != '"') return impl_->unknown;
      if (s.find('\\') == std::string_view::npos) return String(s);
      std::string out;
      int32_t value;
      while (!s.empty()) {
        if (!UnquoteChar(&s, '"', &out, &value)) return impl_->unknown;
      }
      return String(out);
    }
  }
  return impl_->unknown;
}

// ---------------------------------------------------------------- text

namespace {

std::string FloatString(const BigFloat& f) {
  double x = ToDouble(f, 53, -1074, 1024);
  bool zero = mpz_sgn(f.m.get()) == 0;
  char buf[64];
  if (zero == (x == 0) && !std::isinf(x)) {
    std::snprintf(buf, sizeof buf, "%.6g", x);
    if (f.e < 0 && std::strchr(buf, '.') == nullptr) return ShortestG(x);
    return buf;
  }
  // Outside of float64: mantissa and decimal exponent approximately.
  BigFloat mant = f;
  int64_t exp = Exponent(f);
  mant.e -= exp;
  double m = ToDouble(mant, 53, -1074, 1024);
  double d = static_cast<double>(exp) * 0.30102999566398119521;  // log10(2)
  auto e = static_cast<int64_t>(d);
  m *= std::pow(10, d - static_cast<double>(e));
  double am = std::fabs(m);
  if (am < 1 - 0.5e-6) {
    m *= 10;
    e--;
  } else if (am >= 10) {
    m /= 10;
    e++;
  }
  std::snprintf(buf, sizeof buf, "%.6ge%+" PRId64, m, e);
  return buf;
}

}  // namespace

std::string ConstString(Const x) {
  switch (RepOf(x)) {
    case Rep::kUnknown: return "unknown";
    case Rep::kBool: return x->i != 0 ? "true" : "false";
    case Rep::kString: {
      constexpr int kMaxLen = 72;
      std::string s = Quote(AsString(x)->Get());
      int runes = 0;
      size_t cut = 0;
      for (size_t i = 0; i < s.size(); i++) {
        if ((s[i] & 0xc0) == 0x80) continue;
        if (runes == kMaxLen - 3) cut = i;
        runes++;
      }
      if (runes > kMaxLen) s = s.substr(0, cut) + "...";
      return s;
    }
    case Rep::kInt64: return std::to_string(x->i);
    case Rep::kInt: return ToString(IntView(AsNumber(x)->n));
    case Rep::kRat:
    case Rep::kFloat: return FloatString(ToBigFloat(x));
    case Rep::kComplex:
      return "(" + ConstString(AsComplex(x)->re) + " + " + ConstString(AsComplex(x)->im) + "i)";
  }
  return "unknown";
}

std::string ConstExactString(Const x) {
  switch (RepOf(x)) {
    case Rep::kString: return Quote(AsString(x)->Get());
    case Rep::kRat: {
      std::string n = ToString(IntView(AsNumber(x)->n));
      if (IsOne(AsNumber(x)->d)) return n;
      return n + "/" + ToString(IntView(AsNumber(x)->d));
    }
    case Rep::kFloat: {
      BigFloat f = ToBigFloat(x);
      if (mpz_sgn(f.m.get()) == 0) return "0";
      std::string out = mpz_sgn(f.m.get()) < 0 ? "-0x." : "0x.";
      Z m;
      mpz_abs(m, f.m);
      // The mantissa's first bit stands right behind the point.
      mpz_mul_2exp(m, m, (4 - BitLength(m) % 4) % 4);
      std::string hex(mpz_sizeinbase(m, 16) + 2, '\0');
      mpz_get_str(hex.data(), 16, m);
      hex.resize(std::strlen(hex.c_str()));
      while (hex.size() > 1 && hex.back() == '0') hex.pop_back();
      char buf[32];
      std::snprintf(buf, sizeof buf, "p%+" PRId64, Exponent(f));
      return out + hex + buf;
    }
    case Rep::kComplex:
      return "(" + ConstExactString(AsComplex(x)->re) + " + " + ConstExactString(AsComplex(x)->im) + "i)";
    default:
      return ConstString(x);
  }
}

}  // namespace minigo::types
