// This file implements exact constant values. Small integers are held inline; larger integers, fractions and big floats
// keep GMP limbs in the pool's arena. A value lives in the first of int64, integer, fraction, float that can hold it,
// with go/constant's limits: fractions have components below 2^4096, floats are 512 bits long, rounded to nearest even.
#include "interp/types/constant.h"

#include <cmath>

#include "interp/types/constant_impl.h"

namespace minigo::types {

using grammar::Op;

namespace {

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
      if (IsOne(AsNumber(x)->d)) return impl_->MakeInt(IntView(AsNumber(x)->n));
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
    case Rep::kInt: return static_cast<int>(BitLength(IntView(AsNumber(x)->n)));
    default: return 0;
  }
}

}  // namespace minigo::types
