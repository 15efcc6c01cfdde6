// Exact integers on GMP and binary floating-point numbers of any precision over them, as constants need them.
#pragma once

#include <gmp.h>

#include <cstdint>

namespace minigo::types {

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
class IntView {
 public:
  explicit IntView(const BigInt& b) {
    static constexpr mp_limb_t kZero = 0;  // GMP reads one limb of zero, too
    mpz_roinit_n(z_, b.size == 0 ? &kZero : b.limbs, b.size);
  }
  operator mpz_srcptr() const { return z_; }

 private:
  mpz_t z_;
};

inline bool IsOne(const BigInt& b) { return b.size == 1 && b.limbs[0] == 1; }
inline int64_t BitLength(mpz_srcptr z) { return mpz_sgn(z) == 0 ? 0 : int64_t(mpz_sizeinbase(z, 2)); }
inline bool FitsInt64(mpz_srcptr z) { return mpz_fits_slong_p(z) != 0; }
inline bool SmallInt(mpz_srcptr z) { return BitLength(z) < kMaxExp; }

// m · 2^e; m is odd or zero.
struct BigFloat {
  Z m;
  int64_t e = 0;
};

enum class Rounding { kNearestEven, kToZero, kAwayFromZero };

// Rounds f to `prec` bits and normalizes it.
void Round(BigFloat* f, unsigned prec, Rounding mode = Rounding::kNearestEven);
// e of f as 0.1xxx · 2^e
inline int64_t Exponent(const BigFloat& f) { return BitLength(f.m) + f.e; }
BigFloat AddFloat(const BigFloat& a, const BigFloat& b, bool subtract, unsigned prec);
BigFloat MulFloat(const BigFloat& a, const BigFloat& b, unsigned prec);
BigFloat QuoFloat(const BigFloat& a, const BigFloat& b, unsigned prec);
int CompareFloat(const BigFloat& a, const BigFloat& b);
// num/den · 2^e with `bits` correct bits and a sticky one behind them.
BigFloat Quotient(mpz_srcptr num, mpz_srcptr den, int64_t e, unsigned bits);
// 5^n, with some bits to spare.
BigFloat Pow5(uint64_t n, unsigned prec);
// The nearest number with `mant` bits of mantissa, the smallest denormal 2^emin and below 2^emax. f may carry a sticky bit.
double ToDouble(BigFloat f, int mant, int emin, int emax);

}  // namespace minigo::types
