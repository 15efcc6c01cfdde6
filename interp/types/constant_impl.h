// How constants are represented; for constant.cc and constant_text.cc only.
#pragma once

#include <cstring>
#include <vector>

#include "interp/types/bigfloat.h"
#include "interp/types/constant.h"

namespace minigo::types {

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

inline const StringConst* AsString(Const x) { return static_cast<const StringConst*>(x); }
inline const NumberConst* AsNumber(Const x) { return static_cast<const NumberConst*>(x); }
inline const ComplexConst* AsComplex(Const x) { return static_cast<const ComplexConst*>(x); }

inline int Ord(Const x) {
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
inline Z ToZ(Const x) {
  if (x->rep == Rep::kInt64) return Z(x->i);
  Z z;
  mpz_set(z, IntView(AsNumber(x)->n));
  return z;
}

inline void ToRational(Const x, Z* n, Z* d) {
  if (x->rep == Rep::kRat) {
    mpz_set(*n, IntView(AsNumber(x)->n));
    mpz_set(*d, IntView(AsNumber(x)->d));
    return;
  }
  *n = ToZ(x);
  mpz_set_ui(*d, 1);
}

// x, any real number, as a float of 512 bits.
inline BigFloat ToBigFloat(Const x) {
  BigFloat f;
  switch (x->rep) {
    case Rep::kFloat:
      mpz_set(f.m, IntView(AsNumber(x)->n));
      f.e = x->i;
      break;
    case Rep::kRat: {
      f = Quotient(IntView(AsNumber(x)->n), IntView(AsNumber(x)->d), 0, kPrec);
      Round(&f, kPrec);
      break;
    }
    default:
      f.m = ToZ(x);
      Round(&f, kPrec);
  }
  return f;
}

inline bool SmallFloat(const BigFloat& f) {
  int64_t e = Exponent(f);
  return -kMaxExp < e && e < kMaxExp;
}

inline bool IsReal(Const x) {
  Rep r = RepOf(x);
  return r == Rep::kInt64 || r == Rep::kInt || r == Rep::kRat || r == Rep::kFloat;
}

inline double RealToDouble(Const x, int mant, int emin, int emax) {
  switch (RepOf(x)) {
    case Rep::kRat: {
      // One rounding only, from the exact quotient.
      return ToDouble(Quotient(IntView(AsNumber(x)->n), IntView(AsNumber(x)->d), 0, 70), mant, emin, emax);
    }
    case Rep::kInt64:
    case Rep::kInt:
    case Rep::kFloat:
      return ToDouble(ToBigFloat(x), mant, emin, emax);
    default:
      return 0;
  }
}

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

}  // namespace minigo::types
