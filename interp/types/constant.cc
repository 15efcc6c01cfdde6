// This file implements exact constant values. Small integers are held inline; larger integers, fractions and big floats
// keep GMP limbs in the pool's arena. A value lives in the first of int64, integer, fraction, float that can hold it,
// with go/constant's limits: fractions have components below 2^4096, floats are 512 bits long, rounded to nearest even.
#include "interp/types/constant.h"

#include <gmp.h>

#include <charconv>
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include "grammar/runes.h"
#include "runtime/base/check.h"

namespace minigo::types {

using grammar::LitKind;
using grammar::Op;

namespace {

enum class Rep : uint8_t { kUnknown, kBool, kString, kInt64, kInt, kRat, kFloat, kComplex };

// Magnitude and sign of a big integer in an arena; |size| limbs.
struct BigInt {
  const mp_limb_t* limbs = nullptr;
  int32_t size = 0;
};

constexpr unsigned kPrec = 512;     // of big floats
constexpr int64_t kMaxExp = 4 << 10;  // beyond it fractions become floats
constexpr int64_t kFloatExpMax = INT32_MAX;
constexpr int64_t kFloatExpMin = INT32_MIN;

// An owned GMP integer.
class Z {
 public:
  Z() { mpz_init(z_); }
  explicit Z(int64_t v) { mpz_init_set_si(z_, v); }
  Z(const Z& o) { mpz_init_set(z_, o.z_); }
  Z& operator=(const Z& o) {
    mpz_set(z_, o.z_);
    return *this;
  }
  ~Z() { mpz_clear(z_); }
  operator mpz_ptr() { return z_; }
  operator mpz_srcptr() const { return z_; }
  mpz_ptr get() { return z_; }
  mpz_srcptr get() const { return z_; }

 private:
  mpz_t z_;
};

// A read-only view of a BigInt.
class View {
 public:
  explicit View(const BigInt& b) {
    static constexpr mp_limb_t kZero = 0;  // GMP reads one limb of zero, too
    mpz_roinit_n(z_, b.size == 0 ? &kZero : b.limbs, b.size);
  }
  operator mpz_srcptr() const { return z_; }

 private:
  mpz_t z_;
};

bool IsOne(const BigInt& b) { return b.size == 1 && b.limbs[0] == 1; }
int64_t BitLength(mpz_srcptr z) { return mpz_sgn(z) == 0 ? 0 : int64_t(mpz_sizeinbase(z, 2)); }
bool FitsInt64(mpz_srcptr z) { return mpz_fits_slong_p(z) != 0; }
bool SmallInt(mpz_srcptr z) { return BitLength(z) < kMaxExp; }

// m · 2^e; m is odd or zero.
struct BigFloat {
  Z m;
  int64_t e = 0;
};

enum class Rounding { kNearestEven, kToZero, kAwayFromZero };

// Rounds f to `prec` bits and normalizes it.
void Round(BigFloat* f, unsigned prec, Rounding mode = Rounding::kNearestEven) {
  int64_t bits = BitLength(f->m);
  if (bits == 0) {
    f->e = 0;
    return;
  }
  if (bits > int64_t(prec)) {
    mp_bitcnt_t shift = bits - prec;
    mp_bitcnt_t low = mpz_scan1(f->m, 0);  // the same for m and -m
    bool up = false;
    switch (mode) {
      case Rounding::kNearestEven: {
        Z abs;
        mpz_abs(abs, f->m);
        if (mpz_tstbit(abs, shift - 1)) {
          up = low < shift - 1 || mpz_tstbit(abs, shift) != 0;
        }
        break;
      }
      case Rounding::kToZero:
        break;
      case Rounding::kAwayFromZero:
        up = low < shift;
        break;
    }
    int sign = mpz_sgn(f->m.get());
    mpz_tdiv_q_2exp(f->m, f->m, shift);
    f->e += int64_t(shift);
    if (up) {
      if (sign > 0) {
        mpz_add_ui(f->m, f->m, 1);
      } else {
        mpz_sub_ui(f->m, f->m, 1);
      }
    }
  }
  if (mpz_sgn(f->m.get()) == 0) {
    f->e = 0;
    return;
  }
  mp_bitcnt_t low = mpz_scan1(f->m, 0);
  if (low > 0) {
    mpz_tdiv_q_2exp(f->m, f->m, low);
    f->e += int64_t(low);
  }
}

int64_t Exponent(const BigFloat& f) { return BitLength(f.m) + f.e; }  // of 0.1xxx · 2^exponent

BigFloat AddFloat(const BigFloat& a, const BigFloat& b, bool subtract, unsigned prec) {
  BigFloat r;
  if (mpz_sgn(b.m.get()) == 0) {
    r = a;
    Round(&r, prec);
    return r;
  }
  BigFloat y = b;
  if (subtract) mpz_neg(y.m, y.m);
  if (mpz_sgn(a.m.get()) == 0) {
    Round(&y, prec);
    return y;
  }
  const BigFloat* hi = &a;
  const BigFloat* lo = &y;
  if (Exponent(*hi) < Exponent(*lo)) std::swap(hi, lo);
  int64_t gap = Exponent(*hi) - Exponent(*lo);
  if (gap > int64_t(prec) + 4) {
    // lo only decides which way hi is rounded.
    int64_t shift = int64_t(prec) + 4 - BitLength(hi->m);
    if (shift < 4) shift = 4;
    mpz_mul_2exp(r.m, hi->m, shift);
    r.e = hi->e - shift;
    if (mpz_sgn(lo->m.get()) > 0) {
      mpz_add_ui(r.m, r.m, 1);
    } else {
      mpz_sub_ui(r.m, r.m, 1);
    }
  } else if (a.e >= y.e) {
    mpz_mul_2exp(r.m, a.m, a.e - y.e);
    mpz_add(r.m, r.m, y.m);
    r.e = y.e;
  } else {
    mpz_mul_2exp(r.m, y.m, y.e - a.e);
    mpz_add(r.m, r.m, a.m);
    r.e = a.e;
  }
  Round(&r, prec);
  return r;
}

BigFloat MulFloat(const BigFloat& a, const BigFloat& b, unsigned prec) {
  BigFloat r;
  mpz_mul(r.m, a.m, b.m);
  r.e = a.e + b.e;
  Round(&r, prec);
  return r;
}

// num/den · 2^e with `bits` correct bits and a sticky one behind them.
BigFloat Quotient(mpz_srcptr num, mpz_srcptr den, int64_t e, unsigned bits) {
  BigFloat r;
  int64_t shift = int64_t(bits) + 2 + BitLength(den) - BitLength(num);
  if (shift < 0) shift = 0;
  Z n, rem;
  mpz_mul_2exp(n, num, shift);
  mpz_tdiv_qr(r.m, rem, n, den);
  int sign = mpz_sgn(num) * mpz_sgn(den);
  mpz_mul_2exp(r.m, r.m, 1);
  if (mpz_sgn(rem.get()) != 0) {
    if (sign > 0) {
      mpz_add_ui(r.m, r.m, 1);
    } else {
      mpz_sub_ui(r.m, r.m, 1);
    }
  }
  r.e = e - shift - 1;
  return r;
}

BigFloat QuoFloat(const BigFloat& a, const BigFloat& b, unsigned prec) {
  BigFloat r = Quotient(a.m, b.m, a.e - b.e, prec);
  Round(&r, prec);
  return r;
}

int CompareFloat(const BigFloat& a, const BigFloat& b) {
  int sa = mpz_sgn(a.m.get()), sb = mpz_sgn(b.m.get());
  if (sa != sb) return sa < sb ? -1 : 1;
  if (sa == 0) return 0;
  int64_t ea = Exponent(a), eb = Exponent(b);
  if (ea != eb) return (ea < eb ? -1 : 1) * sa;
  Z t;
  if (a.e >= b.e) {
    mpz_mul_2exp(t, a.m, a.e - b.e);
    return mpz_cmp(t, b.m);
  }
  mpz_mul_2exp(t, b.m, b.e - a.e);
  return mpz_cmp(a.m, t);
}

// 5^n, with some bits to spare.
BigFloat Pow5(uint64_t n, unsigned prec) {
  BigFloat z, f;
  mpz_set_ui(z.m, 1);
  mpz_set_ui(f.m, 5);
  for (; n > 0; n >>= 1) {
    if (n & 1) z = MulFloat(z, f, prec);
    f = MulFloat(f, f, prec + 64);
  }
  return z;
}

// The nearest number with `mant` bits of mantissa, the smallest denormal 2^emin and below 2^emax. f may carry a sticky bit.
double ToDouble(BigFloat f, int mant, int emin, int emax) {
  if (mpz_sgn(f.m.get()) == 0) return 0;
  int64_t allowed = std::min<int64_t>(mant, Exponent(f) - emin);
  if (allowed < 0) return mpz_sgn(f.m.get()) < 0 ? -0.0 : 0.0;
  bool negative = mpz_sgn(f.m.get()) < 0;
  Round(&f, static_cast<unsigned>(allowed));
  if (mpz_sgn(f.m.get()) == 0) return negative ? -0.0 : 0.0;
  if (Exponent(f) > emax) return negative ? -HUGE_VAL : HUGE_VAL;
  return std::ldexp(mpz_get_d(f.m), static_cast<int>(f.e));
}

std::string ToString(mpz_srcptr z) {
  std::string s(mpz_sizeinbase(z, 10) + 2, '\0');
  mpz_get_str(s.data(), 10, z);
  s.resize(std::strlen(s.c_str()));
  return s;
}

// strconv.Quote
std::string Quote(std::string_view s) {
  std::string out = "\"";
  const auto* p = reinterpret_cast<const uint8_t*>(s.data());
  const auto* end = p + s.size();
  char buf[16];
  while (p < end) {
    int width;
    grammar::Rune r = grammar::DecodeRune(p, end, &width);
    if (width == 1 && r == grammar::kRuneError) {
      std::snprintf(buf, sizeof buf, "\\x%02x", *p);
      out += buf;
      p++;
      continue;
    }
    const uint8_t* start = p;
    p += width;
    if (r == '"' || r == '\\') {
      out += '\\';
      out += static_cast<char>(r);
    } else if (grammar::IsPrint(r)) {
      out.append(reinterpret_cast<const char*>(start), width);
    } else {
      switch (r) {
        case '\a': out += "\\a"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\v': out += "\\v"; break;
        default:
          if (r < ' ' || r == 0x7f) {
            std::snprintf(buf, sizeof buf, "\\x%02x", r);
          } else if (r < 0x10000) {
            std::snprintf(buf, sizeof buf, "\\u%04x", r);
          } else {
            std::snprintf(buf, sizeof buf, "\\U%08x", r);
          }
          out += buf;
      }
    }
  }
  out += '"';
  return out;
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

bool CompareOrder(int c, Op op) {
  switch (op) {
    case Op::kEql: return c == 0;
    case Op::kNeq: return c != 0;
    case Op::kLss: return c < 0;
    case Op::kLeq: return c <= 0;
    case Op::kGtr: return c > 0;
    case Op::kGeq: return c >= 0;
    default: return false;
  }
}

}  // namespace

class ConstValue {
 public:
  Rep rep;
  int64_t i = 0;  // kBool, kInt64; the exponent of kFloat
  explicit ConstValue(Rep r, int64_t v = 0) : rep(r), i(v) {}
};

namespace {

// A string, or the concatenation of l and r that has not been spelled out yet: a sum of n strings is built once.
class StringConst : public ConstValue {
 public:
  mutable std::string_view s;
  mutable const StringConst* l = nullptr;
  mutable const StringConst* r = nullptr;
  Arena* arena = nullptr;
  StringConst() : ConstValue(Rep::kString) {}

  std::string_view Get() const {
    if (l == nullptr) return s;
    std::vector<const StringConst*> todo{this}, parts;
    size_t total = 0;
    while (!todo.empty()) {
      const StringConst* x = todo.back();
      todo.pop_back();
      if (x->l != nullptr) {
        todo.push_back(x->r);
        todo.push_back(x->l);
      } else {
        parts.push_back(x);
        total += x->s.size();
      }
    }
    char* p = static_cast<char*>(arena->Allocate(total + 1, 1));
    char* q = p;
    for (const StringConst* x : parts) {
      if (!x->s.empty()) std::memcpy(q, x->s.data(), x->s.size());
      q += x->s.size();
    }
    s = std::string_view(p, total);
    l = r = nullptr;
    return s;
  }
};

class NumberConst : public ConstValue {
 public:
  BigInt n, d;  // kInt: n; kRat: n/d; kFloat: n · 2^i
  explicit NumberConst(Rep r) : ConstValue(r) {}
};

class ComplexConst : public ConstValue {
 public:
  Const re, im;
  ComplexConst(Const r, Const m) : ConstValue(Rep::kComplex), re(r), im(m) {}
};

const StringConst* AsString(Const x) { return static_cast<const StringConst*>(x); }
const NumberConst* AsNumber(Const x) { return static_cast<const NumberConst*>(x); }
const ComplexConst* AsComplex(Const x) { return static_cast<const ComplexConst*>(x); }

Rep RepOf(Const x) { return x == nullptr ? Rep::kUnknown : x->rep; }

int Ord(Const x) {
  switch (RepOf(x)) {
    case Rep::kUnknown: return 0;
    case Rep::kBool:
    case Rep::kString: return 1;
    case Rep::kInt64: return 2;
    case Rep::kInt: return 3;
    case Rep::kRat: return 4;
    case Rep::kFloat: return 5;
    case Rep::kComplex: return 6;
  }
  return 0;
}

// x, an integer, as a GMP integer.
Z ToZ(Const x) {
  if (x->rep == Rep::kInt64) return Z(x->i);
  Z z;
  mpz_set(z, View(AsNumber(x)->n));
  return z;
}

void ToRational(Const x, Z* n, Z* d) {
  if (x->rep == Rep::kRat) {
    mpz_set(*n, View(AsNumber(x)->n));
    mpz_set(*d, View(AsNumber(x)->d));
    return;
  }
  *n = ToZ(x);
  mpz_set_ui(*d, 1);
}

// x, any real number, as a float of 512 bits.
BigFloat ToBigFloat(Const x) {
  BigFloat f;
  switch (x->rep) {
    case Rep::kFloat:
      mpz_set(f.m, View(AsNumber(x)->n));
      f.e = x->i;
      break;
    case Rep::kRat: {
      f = Quotient(View(AsNumber(x)->n), View(AsNumber(x)->d), 0, kPrec);
      Round(&f, kPrec);
      break;
    }
    default:
      f.m = ToZ(x);
      Round(&f, kPrec);
  }
  return f;
}

bool SmallFloat(const BigFloat& f) {
  int64_t e = Exponent(f);
  return -kMaxExp < e && e < kMaxExp;
}

bool IsReal(Const x) {
  Rep r = RepOf(x);
  return r == Rep::kInt64 || r == Rep::kInt || r == Rep::kRat || r == Rep::kFloat;
}

double RealToDouble(Const x, int mant, int emin, int emax) {
  switch (RepOf(x)) {
    case Rep::kRat: {
      // One rounding only, from the exact quotient.
      return ToDouble(Quotient(View(AsNumber(x)->n), View(AsNumber(x)->d), 0, 70), mant, emin, emax);
    }
    case Rep::kInt64:
    case Rep::kInt:
    case Rep::kFloat:
      return ToDouble(ToBigFloat(x), mant, emin, emax);
    default:
      return 0;
  }
}

}  // namespace

struct ConstPool::Impl {
  explicit Impl(Arena& a) : arena(a) {}

  Arena& arena;
  Const unknown = nullptr, yes = nullptr, no = nullptr, zero_float = nullptr;
  static constexpr int64_t kSmallMin = -16, kSmallMax = 255;
  Const small[kSmallMax - kSmallMin + 1] = {};

  Const Int64(int64_t v) {
    if (v < kSmallMin || v > kSmallMax) return arena.New<ConstValue>(Rep::kInt64, v);
    Const& slot = small[v - kSmallMin];
    if (slot == nullptr) slot = arena.New<ConstValue>(Rep::kInt64, v);
    return slot;
  }

  BigInt Keep(mpz_srcptr z) {
    BigInt b;
    size_t n = mpz_size(z);
    auto* limbs = arena.NewArray<mp_limb_t>(n);
    if (n > 0) std::memcpy(limbs, mpz_limbs_read(z), n * sizeof(mp_limb_t));
    b.limbs = limbs;
    b.size = static_cast<int32_t>(n) * (mpz_sgn(z) < 0 ? -1 : 1);
    return b;
  }

  Const MakeInt(mpz_srcptr z) {
    if (FitsInt64(z)) return Int64(mpz_get_si(z));
    auto* v = arena.New<NumberConst>(Rep::kInt);
    v->n = Keep(z);
    return v;
  }

  // n/d; d != 0
  Const MakeRat(mpz_srcptr n0, mpz_srcptr d0) {
    Z n, d, g;
    mpz_gcd(g, n0, d0);
    mpz_divexact(n, n0, g);
    mpz_divexact(d, d0, g);
    if (mpz_sgn(d.get()) < 0) {
      mpz_neg(n, n);
      mpz_neg(d, d);
    }
    if (SmallInt(n) && SmallInt(d)) {
      auto* v = arena.New<NumberConst>(Rep::kRat);
      v->n = Keep(n);
      v->d = Keep(d);
      return v;
    }
    BigFloat f = Quotient(n, d, 0, kPrec);
    Round(&f, kPrec);
    return MakeFloat(f);
  }

  Const MakeFloat(const BigFloat& f) {
    int64_t e = Exponent(f);
    if (mpz_sgn(f.m.get()) == 0 || e < kFloatExpMin) {
      if (zero_float == nullptr) zero_float = arena.New<NumberConst>(Rep::kFloat);
      return zero_float;
    }
    if (e > kFloatExpMax) return unknown;
    auto* v = arena.New<NumberConst>(Rep::kFloat);
    v->n = Keep(f.m);
    v->i = f.e;
    return v;
  }

  Const MakeComplex(Const re, Const im) {
    if (RepOf(re) == Rep::kUnknown || RepOf(im) == Rep::kUnknown) return unknown;
    return arena.New<ComplexConst>(re, im);
  }

  // x as the representation that y, with the higher rank, has.
  Const Match(Const x, Const y) {
    switch (RepOf(y)) {
      case Rep::kInt:
        if (x->rep == Rep::kInt64) return x;  // ToZ takes both
        break;
      case Rep::kRat:
        if (x->rep == Rep::kInt64 || x->rep == Rep::kInt) return x;  // ToRational takes them
        break;
      case Rep::kFloat:
        if (IsReal(x)) return x;  // ToBigFloat takes them
        break;
      case Rep::kComplex:
        if (IsReal(x)) return MakeComplex(x, Int64(0));
        break;
      default:
        break;
    }
    return nullptr;
  }

  Const FloatFromLiteral(std::string_view literal);
};

ConstPool::ConstPool(Arena& arena) : impl_(new Impl(arena)) {
  impl_->unknown = arena.New<ConstValue>(Rep::kUnknown);
  impl_->yes = arena.New<ConstValue>(Rep::kBool, 1);
  impl_->no = arena.New<ConstValue>(Rep::kBool, 0);
}

ConstPool::~ConstPool() { delete impl_; }

Const ConstPool::Unknown() { return impl_->unknown; }
Const ConstPool::Bool(bool b) { return b ? impl_->yes : impl_->no; }

Const ConstPool::String(std::string_view s) {
  auto* v = impl_->arena.New<StringConst>();
  v->s = impl_->arena.Copy(s);
  v->arena = &impl_->arena;
  return v;
}

Const ConstPool::Int64(int64_t v) { return impl_->Int64(v); }

Const ConstPool::Uint64(uint64_t v) {
  if (v <= INT64_MAX) return impl_->Int64(static_cast<int64_t>(v));
  Z z;
  mpz_set_ui(z, v);
  return impl_->MakeInt(z);
}

Const ConstPool::Float64(double v) {
  if (std::isinf(v) || std::isnan(v)) return impl_->unknown;
  int e = 0;
  double m = std::frexp(v, &e);
  Z n, d;
  mpz_set_d(n, std::ldexp(m, 53));
  mpz_set_ui(d, 1);
  e -= 53;
  if (e >= 0) {
    mpz_mul_2exp(n, n, e);
  } else {
    mpz_mul_2exp(d, d, -e);
  }
  return impl_->MakeRat(n, d);
}

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

// ---------------------------------------------------------------- operations

Const ConstPool::UnaryOp(Op op, Const y, unsigned prec) {
  Rep rep = RepOf(y);
  if (rep == Rep::kUnknown) return impl_->unknown;
  switch (op) {
    case Op::kAdd:
      if (rep == Rep::kBool || rep == Rep::kString) break;
      return y;
    case Op::kSub:
      switch (rep) {
        case Rep::kInt64:
          if (y->i != INT64_MIN) return impl_->Int64(-y->i);
          [[fallthrough]];
        case Rep::kInt: {
          Z z = ToZ(y);
          mpz_neg(z, z);
          return impl_->MakeInt(z);
        }
        case Rep::kRat: {
          Z n, d;
          ToRational(y, &n, &d);
          mpz_neg(n, n);
          return impl_->MakeRat(n, d);
        }
        case Rep::kFloat: {
          BigFloat f = ToBigFloat(y);
          mpz_neg(f.m, f.m);
          return impl_->MakeFloat(f);
        }
        case Rep::kComplex:
          return impl_->MakeComplex(UnaryOp(op, AsComplex(y)->re, 0), UnaryOp(op, AsComplex(y)->im, 0));
        default:
          break;
      }
      break;
    case Op::kXor: {
      if (rep != Rep::kInt64 && rep != Rep::kInt) break;
      Z z = ToZ(y);
      mpz_com(z, z);
      if (prec > 0) mpz_fdiv_r_2exp(z, z, prec);  // of unsigned types: the low bits
      return impl_->MakeInt(z);
    }
    case Op::kNot:
      if (rep == Rep::kBool) return Bool(y->i == 0);
      break;
    default:
      break;
  }
  return impl_->unknown;
}

Const ConstPool::BinaryOp(Const x, Op op, Const y, bool int_div) {
  int ox = Ord(x), oy = Ord(y);
  if (ox == 0 || oy == 0) return impl_->unknown;
  if (ox < oy) x = impl_->Match(x, y);
  if (ox > oy) y = impl_->Match(y, x);
  if (x == nullptr || y == nullptr) return impl_->unknown;
  switch (ox > oy ? x->rep : y->rep) {
    case Rep::kUnknown:
      break;
    case Rep::kBool:
      if (x->rep != y->rep) break;
      if (op == Op::kAndAnd) return Bool(x->i != 0 && y->i != 0);
      if (op == Op::kOrOr) return Bool(x->i != 0 || y->i != 0);
      break;
    case Rep::kString: {
      if (x->rep != y->rep || op != Op::kAdd) break;
      auto* v = impl_->arena.New<StringConst>();
      v->arena = &impl_->arena;
      v->l = AsString(x);
      v->r = AsString(y);
      return v;
    }
    case Rep::kInt64: {
      int64_t a = x->i, b = y->i, c = 0;
      bool overflow = false;
      switch (op) {
        case Op::kAdd: overflow = __builtin_add_overflow(a, b, &c); break;
        case Op::kSub: overflow = __builtin_sub_overflow(a, b, &c); break;
        case Op::kMul: overflow = __builtin_mul_overflow(a, b, &c); break;
        case Op::kDiv:
          if (b == 0) return impl_->unknown;
          if (!int_div) return impl_->MakeRat(Z(a), Z(b));
          if (b == -1) {
            overflow = __builtin_sub_overflow(int64_t{0}, a, &c);
            if (overflow) c = a;
            overflow = false;
          } else {
            c = a / b;
          }
          break;
        case Op::kRem:
          if (b == 0) return impl_->unknown;
          c = b == -1 ? 0 : a % b;
          break;
        case Op::kAnd: c = a & b; break;
        case Op::kOr: c = a | b; break;
        case Op::kXor: c = a ^ b; break;
        case Op::kAndNot: c = a & ~b; break;
        default: return impl_->unknown;
      }
      if (!overflow) return impl_->Int64(c);
      [[fallthrough]];
    }
    case Rep::kInt: {
      Z a = ToZ(x), b = ToZ(y), c;
      switch (op) {
        case Op::kAdd: mpz_add(c, a, b); break;
        case Op::kSub: mpz_sub(c, a, b); break;
        case Op::kMul: mpz_mul(c, a, b); break;
        case Op::kDiv:
          if (mpz_sgn(b.get()) == 0) return impl_->unknown;
          if (!int_div) return impl_->MakeRat(a, b);
          mpz_tdiv_q(c, a, b);
          break;
        case Op::kRem:
          if (mpz_sgn(b.get()) == 0) return impl_->unknown;
          mpz_tdiv_r(c, a, b);
          break;
        case Op::kAnd: mpz_and(c, a, b); break;
        case Op::kOr: mpz_ior(c, a, b); break;
        case Op::kXor: mpz_xor(c, a, b); break;
        case Op::kAndNot:
          mpz_com(b, b);
          mpz_and(c, a, b);
          break;
        default: return impl_->unknown;
      }
      return impl_->MakeInt(c);
    }
    case Rep::kRat: {
      Z an, ad, bn, bd, n, d;
      ToRational(x, &an, &ad);
      ToRational(y, &bn, &bd);
      switch (op) {
        case Op::kAdd:
          mpz_mul(n, an, bd);
          mpz_addmul(n, bn, ad);
          mpz_mul(d, ad, bd);
          break;
        case Op::kSub:
          mpz_mul(n, an, bd);
          mpz_submul(n, bn, ad);
          mpz_mul(d, ad, bd);
          break;
        case Op::kMul:
          mpz_mul(n, an, bn);
          mpz_mul(d, ad, bd);
          break;
        case Op::kDiv:
          if (mpz_sgn(bn.get()) == 0) return impl_->unknown;
          mpz_mul(n, an, bd);
          mpz_mul(d, ad, bn);
          break;
        default: return impl_->unknown;
      }
      return impl_->MakeRat(n, d);
    }
    case Rep::kFloat: {
      BigFloat a = ToBigFloat(x), b = ToBigFloat(y);
      switch (op) {
        case Op::kAdd: return impl_->MakeFloat(AddFloat(a, b, false, kPrec));
        case Op::kSub: return impl_->MakeFloat(AddFloat(a, b, true, kPrec));
        case Op::kMul: return impl_->MakeFloat(MulFloat(a, b, kPrec));
        case Op::kDiv:
          if (mpz_sgn(b.m.get()) == 0) return impl_->unknown;
          return impl_->MakeFloat(QuoFloat(a, b, kPrec));
        default: return impl_->unknown;
      }
    }
    case Rep::kComplex: {
      Const a = AsComplex(x)->re, b = AsComplex(x)->im;
      Const c = AsComplex(y)->re, d = AsComplex(y)->im;
      switch (op) {
        case Op::kAdd:
        case Op::kSub:
          return impl_->MakeComplex(BinaryOp(a, op, c), BinaryOp(b, op, d));
        case Op::kMul: {
          Const re = BinaryOp(BinaryOp(a, op, c), Op::kSub, BinaryOp(b, op, d));
          Const im = BinaryOp(BinaryOp(b, op, c), Op::kAdd, BinaryOp(a, op, d));
          return impl_->MakeComplex(re, im);
        }
        case Op::kDiv: {
          auto mul = [this](Const p, Const q) { return BinaryOp(p, Op::kMul, q); };
          Const s = BinaryOp(mul(c, c), Op::kAdd, mul(d, d));
          Const re = BinaryOp(BinaryOp(mul(a, c), Op::kAdd, mul(b, d)), Op::kDiv, s);
          Const im = BinaryOp(BinaryOp(mul(b, c), Op::kSub, mul(a, d)), Op::kDiv, s);
          return impl_->MakeComplex(re, im);
        }
        default: return impl_->unknown;
      }
    }
  }
  return impl_->unknown;
}

Const ConstPool::Shift(Const x, Op op, unsigned n) {
  Rep rep = RepOf(x);
  if (rep != Rep::kInt64 && rep != Rep::kInt) return impl_->unknown;
  if (n == 0) return x;
  if (op == Op::kShr && rep == Rep::kInt64) return impl_->Int64(n >= 64 ? (x->i < 0 ? -1 : 0) : x->i >> n);
  Z z = ToZ(x);
  if (op == Op::kShl) {
    mpz_mul_2exp(z, z, n);
  } else {
    mpz_fdiv_q_2exp(z, z, n);
  }
  return impl_->MakeInt(z);
}

bool ConstPool::Compare(Const x, Op op, Const y) {
  int ox = Ord(x), oy = Ord(y);
  if (ox == 0 || oy == 0) return false;
  if (ox < oy) x = impl_->Match(x, y);
  if (ox > oy) y = impl_->Match(y, x);
  if (x == nullptr || y == nullptr) return false;
  switch (ox > oy ? x->rep : y->rep) {
    case Rep::kUnknown:
      return false;
    case Rep::kBool:
      if (x->rep != y->rep) return false;
      if (op == Op::kEql) return x->i == y->i;
      if (op == Op::kNeq) return x->i != y->i;
      return false;
    case Rep::kString:
      if (x->rep != y->rep) return false;
      return CompareOrder(AsString(x)->Get().compare(AsString(y)->Get()), op);
    case Rep::kInt64:
      return CompareOrder(x->i < y->i ? -1 : x->i > y->i, op);
    case Rep::kInt:
      return CompareOrder(mpz_cmp(ToZ(x), ToZ(y)), op);
    case Rep::kRat: {
      Z an, ad, bn, bd;
      ToRational(x, &an, &ad);
      ToRational(y, &bn, &bd);
      mpz_mul(an, an, bd);
      mpz_mul(bn, bn, ad);
      return CompareOrder(mpz_cmp(an, bn), op);
    }
    case Rep::kFloat:
      return CompareOrder(CompareFloat(ToBigFloat(x), ToBigFloat(y)), op);
    case Rep::kComplex: {
      bool same = Compare(AsComplex(x)->re, Op::kEql, AsComplex(y)->re) &&
                  Compare(AsComplex(x)->im, Op::kEql, AsComplex(y)->im);
      if (op == Op::kEql) return same;
      if (op == Op::kNeq) return !same;
      return false;
    }
  }
  return false;
}

// ---------------------------------------------------------------- conversions

Const ConstPool::ToInt(Const x) {
  switch (RepOf(x)) {
    case Rep::kInt64:
    case Rep::kInt:
      return x;
    case Rep::kRat:
      if (IsOne(AsNumber(x)->d)) return impl_->MakeInt(View(AsNumber(x)->n));
      break;
    case Rep::kFloat: {
      BigFloat f = ToBigFloat(x);
      if (!SmallFloat(f)) break;
      // A value that differs from an integer by rounding errors only counts as that integer.
      for (int attempt = 0; attempt < 3; attempt++) {
        BigFloat t = f;
        if (attempt == 1) Round(&t, kPrec - 4, Rounding::kToZero);
        if (attempt == 2) Round(&t, kPrec - 4, Rounding::kAwayFromZero);
        if (t.e >= 0) {
          mpz_mul_2exp(t.m, t.m, t.e);
          return impl_->MakeInt(t.m);
        }
      }
      break;
    }
    case Rep::kComplex: {
      Const re = ToFloat(x);
      if (KindOf(re) == ConstKind::kFloat) return ToInt(re);
      break;
    }
    default:
      break;
  }
  return impl_->unknown;
}

Const ConstPool::ToFloat(Const x) {
  switch (RepOf(x)) {
    case Rep::kInt64:
    case Rep::kInt: {
      Z z = ToZ(x);
      if (SmallInt(z)) return impl_->MakeRat(z, Z(1));
      return impl_->MakeFloat(ToBigFloat(x));
    }
    case Rep::kRat:
    case Rep::kFloat:
      return x;
    case Rep::kComplex:
      if (Sign(AsComplex(x)->im) == 0) return ToFloat(AsComplex(x)->re);
      break;
    default:
      break;
  }
  return impl_->unknown;
}

Const ConstPool::ToComplex(Const x) {
  if (IsReal(x)) return impl_->MakeComplex(x, impl_->Int64(0));
  if (RepOf(x) == Rep::kComplex) return x;
  return impl_->unknown;
}

Const ConstPool::Real(Const x) {
  if (IsReal(x)) return x;
  if (RepOf(x) == Rep::kComplex) return AsComplex(x)->re;
  return impl_->unknown;
}

Const ConstPool::Imag(Const x) {
  if (IsReal(x)) return impl_->Int64(0);
  if (RepOf(x) == Rep::kComplex) return AsComplex(x)->im;
  return impl_->unknown;
}

Const ConstPool::MakeImag(Const x) {
  if (!IsReal(x)) return impl_->unknown;
  return impl_->MakeComplex(impl_->Int64(0), x);
}

Const ConstPool::MakeComplex(Const re, Const im) {
  if (!IsReal(re) || !IsReal(im)) return impl_->unknown;
  return impl_->MakeComplex(re, im);
}

Const ConstPool::RoundFloat32(Const x) {
  if (!IsReal(x)) return impl_->unknown;
  return Float64(static_cast<double>(Float32Val(x)));
}

Const ConstPool::RoundFloat64(Const x) {
  if (!IsReal(x)) return impl_->unknown;
  return Float64(Float64Val(x));
}

// ---------------------------------------------------------------- questions

ConstKind KindOf(Const x) {
  switch (RepOf(x)) {
    case Rep::kUnknown: return ConstKind::kUnknown;
    case Rep::kBool: return ConstKind::kBool;
    case Rep::kString: return ConstKind::kString;
    case Rep::kInt64:
    case Rep::kInt: return ConstKind::kInt;
    case Rep::kRat:
    case Rep::kFloat: return ConstKind::kFloat;
    case Rep::kComplex: return ConstKind::kComplex;
  }
  return ConstKind::kUnknown;
}

bool BoolVal(Const x) { return RepOf(x) == Rep::kBool && x->i != 0; }

std::string_view StringVal(Const x) {
  return RepOf(x) == Rep::kString ? AsString(x)->Get() : std::string_view();
}

bool Int64Val(Const x, int64_t* out) {
  switch (RepOf(x)) {
    case Rep::kInt64:
      *out = x->i;
      return true;
    case Rep::kInt: {
      // The low 64 bits, as Go has it.
      Z z = ToZ(x);
      mpz_fdiv_r_2exp(z, z, 64);
      *out = static_cast<int64_t>(mpz_get_ui(z));
      return false;
    }
    default:
      *out = 0;
      return false;
  }
}

bool Uint64Val(Const x, uint64_t* out) {
  switch (RepOf(x)) {
    case Rep::kInt64:
      *out = static_cast<uint64_t>(x->i);
      return x->i >= 0;
    case Rep::kInt: {
      Z z = ToZ(x);
      bool fits = mpz_sgn(z.get()) >= 0 && mpz_fits_ulong_p(z) != 0;
      mpz_fdiv_r_2exp(z, z, 64);
      *out = mpz_get_ui(z);
      return fits;
    }
    default:
      *out = 0;
      return false;
  }
}

double Float64Val(Const x) {
  if (RepOf(x) == Rep::kInt64) return static_cast<double>(x->i);
  return RealToDouble(x, 53, -1074, 1024);
}

float Float32Val(Const x) {
  if (RepOf(x) == Rep::kInt64) return static_cast<float>(x->i);
  return static_cast<float>(RealToDouble(x, 24, -149, 128));
}

int Sign(Const x) {
  switch (RepOf(x)) {
    case Rep::kInt64: return x->i < 0 ? -1 : x->i > 0;
    case Rep::kInt:
    case Rep::kRat:
    case Rep::kFloat: {
      int32_t size = AsNumber(x)->n.size;
      return size < 0 ? -1 : size > 0;
    }
    case Rep::kComplex: return Sign(AsComplex(x)->re) | Sign(AsComplex(x)->im);
    default: return 1;  // unknown: not a division by zero
  }
}

int BitLen(Const x) {
  switch (RepOf(x)) {
    case Rep::kInt64: {
      uint64_t u = x->i < 0 ? 0 - static_cast<uint64_t>(x->i) : static_cast<uint64_t>(x->i);
      return u == 0 ? 0 : 64 - __builtin_clzll(u);
    }
    case Rep::kInt: return static_cast<int>(BitLength(View(AsNumber(x)->n)));
    default: return 0;
  }
}

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
    case Rep::kInt: return ToString(View(AsNumber(x)->n));
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
      std::string n = ToString(View(AsNumber(x)->n));
      if (IsOne(AsNumber(x)->d)) return n;
      return n + "/" + ToString(View(AsNumber(x)->d));
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
