// This file implements big floating-point numbers: results are rounded to nearest, ties to even.
#include "interp/types/bigfloat.h"

#include <algorithm>
#include <cmath>

namespace minigo::types {

void Round(BigFloat* f, unsigned prec, Rounding mode) {
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

}  // namespace minigo::types
