// Natives of package math. Results are Go's on amd64 bit for bit: the algorithms are those of Cephes and of FreeBSD's msun in
// the order of operations that Go uses (exp and log as in its assembly, with fused operations where the CPU has them).
// Compiled with -ffp-contract=off.
#include <array>
#include <bit>
#include <climits>
#include <cmath>
#include <cstdint>
#include <limits>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

#include "stdlib/math/coefficients.inc"

constexpr double kPi = 3.14159265358979323846264338327950288;
constexpr double kLn2 = 0.693147180559945309417232121458176568;
// Quotients that Go computes exactly before it rounds them.
constexpr double kInvLn2 = 1.44269504088896340735992468100189213742664595415298593413544940;
constexpr double kInvLn10 = 0.434294481903251827651128918916605082294397005803666566114453783;
constexpr double kInvSqrtPi = 0.564189583547756286948079451560772585844050629328998856844085721;
constexpr double kTwoOverPi = 0.636619772367581343075535053490057448137838582961825794990669376;
constexpr double kThreePiOver4 = 2.35619449019234492884698253745962716314787704953132936573120844;
constexpr double kMax = std::numeric_limits<double>::max();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kLn2Hi = 6.93147180369123816490e-01;
constexpr double kLn2Lo = 1.90821492927058770002e-10;

uint64_t Bits(double x) { return std::bit_cast<uint64_t>(x); }
double FromBits(uint64_t b) { return std::bit_cast<double>(b); }
double Nan() { return FromBits(0x7FF8000000000001); }
double Abs(double x) { return FromBits(Bits(x) & ~(1ull << 63)); }
bool Signbit(double x) { return Bits(x) >> 63 != 0; }
double Copysign(double x, double sign) {
  return FromBits((Bits(x) & ~(1ull << 63)) | (Bits(sign) & 1ull << 63));
}

// c[0] + z*(c[1] + z*(… + z*c[n-1])).
template <size_t N>
double Up(double z, const double (&c)[N]) {
  double p = c[N - 1];
  for (size_t i = N - 1; i-- > 0;) p = c[i] + z * p;
  return p;
}
// The same, over the elements from `from` to `to` in steps.
double UpStep(double z, const double* c, int from, int to, int step) {
  double p = c[to];
  for (int i = to - step; i >= from; i -= step) p = c[i] + z * p;
  return p;
}
// 1 + z*(c[0] + z*(…)).
template <size_t N>
double OneUp(double z, const double (&c)[N]) {
  return 1 + z * Up(z, c);
}
// ((c[0]*z + c[1])*z + …) + c[n-1].
template <size_t N>
double Down(double z, const double (&c)[N]) {
  double p = c[0];
  for (size_t i = 1; i < N; i++) p = p * z + c[i];
  return p;
}
template <size_t N>
double DownRev(double z, const double (&c)[N]) {
  double p = c[N - 1];
  for (size_t i = N - 1; i-- > 0;) p = p * z + c[i];
  return p;
}

double Sqrt(double x) {
  double r = __builtin_sqrt(x);
  return r;
}
double Floor(double x) { return std::floor(x); }
double Ceil(double x) { return std::ceil(x); }
double Trunc(double x) { return std::trunc(x); }

// ---- decomposition

std::tuple<double, int64_t> Frexp(double f) {
  if (f == 0 || std::isinf(f) || std::isnan(f)) return {f, 0};
  int e;
  double r = std::frexp(f, &e);
  return {r, e};
}
double Ldexp(double frac, int64_t exp) {
  if (frac == 0 || std::isinf(frac) || std::isnan(frac)) return frac;
  // Rounded once, to even, as std::ldexp does; Go drops what is below half of the least number.
  if (exp > 5000) exp = 5000;
  if (exp < -5000) exp = -5000;
  uint64_t x = Bits(frac);
  int64_t e = exp;
  if (Abs(frac) < 2.2250738585072014e-308) {
    x = Bits(frac * static_cast<double>(1ull << 52));
    e -= 52;
  }
  e += static_cast<int64_t>(x >> 52 & 0x7FF) - 1023;
  if (e < -1075) return Copysign(0, frac);
  if (e > 1023) return frac < 0 ? -kInf : kInf;
  double m = 1;
  if (e < -1022) {
    e += 53;
    m = 1.0 / static_cast<double>(1ull << 53);
  }
  x = (x & ~(0x7FFull << 52)) | static_cast<uint64_t>(e + 1023) << 52;
  return m * FromBits(x);
}
std::tuple<double, double> Modf(double f) {
  double i = Trunc(f);
  return {i, Copysign(f - i, f)};
}
int64_t IlogbFinite(double x) {
  if (Abs(x) < 2.2250738585072014e-308) {
    return static_cast<int64_t>(Bits(x * static_cast<double>(1ull << 52)) >> 52 & 0x7FF) - 1023 - 52;
  }
  return static_cast<int64_t>(Bits(x) >> 52 & 0x7FF) - 1023;
}
int64_t Ilogb(double x) {
  if (x == 0) return INT32_MIN;
  if (std::isnan(x) || std::isinf(x)) return INT32_MAX;
  return IlogbFinite(x);
}
double Logb(double x) {
  if (x == 0) return -kInf;
  if (std::isinf(x)) return kInf;
  if (std::isnan(x)) return x;
  return static_cast<double>(IlogbFinite(x));
}
double Round(double x) {
  uint64_t b = Bits(x);
  uint64_t e = b >> 52 & 0x7FF;
  if (e < 1023) {
    b &= 1ull << 63;
    if (e == 1022) b |= 0x3FF0000000000000;
  } else if (e < 1023 + 52) {
    e -= 1023;
    b += (1ull << 51) >> e;
    b &= ~(((1ull << 52) - 1) >> e);
  }
  return FromBits(b);
}
double RoundToEven(double x) { return std::nearbyint(x); }

double Mod(double x, double y) {
  if (y == 0 || std::isinf(x) || std::isnan(x) || std::isnan(y)) return Nan();
  return std::fmod(x, y);
}
double Remainder(double x, double y) {
  if (std::isnan(x) || std::isnan(y) || std::isinf(x) || y == 0) return Nan();
  if (std::isinf(y)) return x;
  return std::remainder(x, y);
}
double Nextafter(double x, double y) {
  if (std::isnan(x) || std::isnan(y)) return Nan();
  if (x == y) return x;
  if (x == 0) return Copysign(FromBits(1), y);
  return FromBits((y > x) == (x > 0) ? Bits(x) + 1 : Bits(x) - 1);
}
float Nextafter32(float x, float y) {
  if (std::isnan(x) || std::isnan(y)) return static_cast<float>(Nan());
  if (x == y) return x;
  if (x == 0) return std::copysign(std::bit_cast<float>(1u), y);
  uint32_t b = std::bit_cast<uint32_t>(x);
  return std::bit_cast<float>((y > x) == (x > 0) ? b + 1 : b - 1);
}
double Fma(double x, double y, double z) {
  // With an infinite or not-a-number factor Go computes x*y+z, with a zero z x*y: the same but for signs of zero.
  if (x == 0 || y == 0 || !std::isfinite(x) || !std::isfinite(y)) return x * y + z;
  if (z == 0) return x * y;
  if (!std::isfinite(z)) return z;
  return std::fma(x, y, z);
}

// ---- exp and log

// One set of operations with and one without fused multiplication: Go takes the first on CPUs that have it.
template <bool kFused>
double ExpKernel(double x) {
  constexpr double kLog2e = 1.4426950408889634073599246810018920;
  constexpr double kLn2U = 0.69314718055966295651160180568695068359375;
  constexpr double kLn2L = 0.28235290563031577122588448175013436025525412068e-12;
  constexpr double kTaylor[] = {2.4801587301587301587e-5, 1.9841269841269841270e-4, 1.3888888888888888889e-3,
                                8.3333333333333333333e-3, 4.1666666666666666667e-2, 1.6666666666666666667e-1,
                                0.5, 1.0};
  int64_t ax = static_cast<int64_t>(Bits(x) & ~(1ull << 63));
  if (ax >= 0x7FF0000000000000) return Bits(x) == 0xFFF0000000000000 ? 0 : x;
  if (x > 7.09782712893384e+02) return kInf;
  double scaled = x * kLog2e;
  // As CVTSD2SL: to the nearest 32-bit integer, INT32_MIN when out of range.
  int32_t k = scaled >= -2147483648.5 && scaled < 2147483647.5 ? static_cast<int32_t>(std::nearbyint(scaled)) : INT32_MIN;
  double kd = k;
  if constexpr (kFused) {
    x = std::fma(-kLn2U, kd, x);
    x = std::fma(-kLn2L, kd, x);
  } else {
    x -= kLn2U * kd;
    x -= kLn2L * kd;
  }
  x *= 0.0625;
  double p = kTaylor[0];
  for (int i = 1; i < 8; i++) {
    if constexpr (kFused) {
      p = std::fma(p, x, kTaylor[i]);
    } else {
      p = p * x + kTaylor[i];
    }
  }
  x *= p;
  // The square of e^(x/16), four times over.
  for (int i = 0; i < 3; i++) x *= x + 2.0;
  if constexpr (kFused) {
    x = std::fma(x, x + 2.0, 1.0);
  } else {
    x = x * (x + 2.0) + 1.0;
  }
  int32_t e = static_cast<int32_t>(static_cast<uint32_t>(k) + 0x3FF);
  if (e <= 0) {
    if (e < -52) return 0;
    e += 0x3FE;
    x *= FromBits(static_cast<uint64_t>(e) << 52);
    e = 1;
  } else if (e >= 0x7FF) {
    return kInf;
  }
  return x * FromBits(static_cast<uint64_t>(e) << 52);
}
__attribute__((target("fma"))) double ExpFused(double x) { return ExpKernel<true>(x); }
double Exp(double x) {
  static const bool fused = __builtin_cpu_supports("fma") && __builtin_cpu_supports("avx");
  return fused ? ExpFused(x) : ExpKernel<false>(x);
}

double ExpMulti(double hi, double lo, int64_t k) {
  constexpr double kP[] = {1.66666666666666657415e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
                           -1.65339022054652515390e-06, 4.13813679705723846039e-08};
  double r = hi - lo;
  double t = r * r;
  double c = r - t * Up(t, kP);
  double y = 1 - ((lo - (r * c) / (2 - c)) - hi);
  return Ldexp(y, k);
}
double Exp2(double x) {
  if (std::isnan(x)) return x;
  if (x > 1.0239999999999999e+03) return kInf;
  if (x < -1.0740e+03) return 0;
  int64_t k = 0;
  if (x > 0) k = static_cast<int64_t>(x + 0.5);
  if (x < 0) k = static_cast<int64_t>(x - 0.5);
  double t = x - static_cast<double>(k);
  return ExpMulti(t * kLn2Hi, -t * kLn2Lo, k);
}
double Expm1(double x) {
  constexpr double kQ[] = {-3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05,
                           4.00821782732936239552e-06, -2.01099218183624371326e-07};
  if (x == kInf || std::isnan(x)) return x;
  if (x == -kInf) return -1;
  bool sign = x < 0;
  double ax = sign ? -x : x;
  if (ax >= 3.88162421113569373274e+01) {
    if (sign) return -1;
    if (ax >= 7.09782712893383973096e+02) return kInf;
  }
  double c = 0;
  int64_t k = 0;
  if (ax > 3.46573590279972654709e-01) {
    double hi, lo;
    if (ax < 1.03972077083991796413e+00) {
      k = sign ? -1 : 1;
      hi = sign ? x + kLn2Hi : x - kLn2Hi;
      lo = sign ? -kLn2Lo : kLn2Lo;
    } else {
      k = static_cast<int64_t>(sign ? kInvLn2 * x - 0.5 : kInvLn2 * x + 0.5);
      double t = static_cast<double>(k);
      hi = x - t * kLn2Hi;
      lo = t * kLn2Lo;
    }
    x = hi - lo;
    c = (hi - x) - lo;
  } else if (ax < 1.0 / static_cast<double>(1ull << 54)) {
    return x;
  }
  double hfx = 0.5 * x;
  double hxs = x * hfx;
  double r1 = OneUp(hxs, kQ);
  double t = 3 - r1 * hfx;
  double e = hxs * ((r1 - t) / (6.0 - x * t));
  if (k == 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  auto scale = [k](double y) { return FromBits(Bits(y) + (static_cast<uint64_t>(k) << 52)); };
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) return scale(1 - (e - x)) - 1;
  if (k < 20) {
    t = FromBits(0x3FF0000000000000 - (0x20000000000000ull >> k));
    return scale(t - (e - x));
  }
  t = FromBits(static_cast<uint64_t>(0x3FF - k) << 52);
  double y = x - (e + t);
  y += 1;
  return scale(y);
}

constexpr double kL[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
                         2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
                         1.479819860511658591e-01};
double Log(double x) {
  uint64_t b = Bits(x);
  if ((b & ~(1ull << 63)) == 0) return -kInf;
  if (static_cast<int64_t>(b) < 0) return Nan();
  if (b >= 0x7FF0000000000000) return x;
  double f1 = FromBits((b & 0x000FFFFFFFFFFFFF) | Bits(0.5));
  // The exponent of a denormal number is read as it stands, as Go's assembly does.
  double k = static_cast<double>(static_cast<int32_t>(b >> 52 & 0x7FF) - 0x3FE);
  if (!(7.07106781186547524401e-01 < f1)) {
    k -= 1;
    f1 *= 2;
  }
  double f = f1 - 1;
  double s = f / (2 + f);
  double s2 = s * s;
  double s4 = s2 * s2;
  double t1 = s2 * (kL[0] + s4 * (kL[2] + s4 * (kL[4] + s4 * kL[6])));
  double t2 = s4 * (kL[1] + s4 * (kL[3] + s4 * kL[5]));
  double r = t1 + t2;
  double hfsq = 0.5 * f * f;
  return k * kLn2Hi - ((hfsq - (s * (hfsq + r) + k * kLn2Lo)) - f);
}
double Log10(double x) { return Log(x) * kInvLn10; }
double Log2(double x) {
  auto [frac, exp] = Frexp(x);
  if (frac == 0.5) return static_cast<double>(exp - 1);
  return Log(frac) * kInvLn2 + static_cast<double>(exp);
}
double Log1p(double x) {
  if (x < -1 || std::isnan(x)) return Nan();
  if (x == -1) return -kInf;
  if (x == kInf) return kInf;
  double ax = Abs(x), f = 0;
  uint64_t iu = 0;
  int64_t k = 1;
  if (ax < 4.142135623730950488017e-01) {
    if (ax < 1.0 / (1 << 29)) {
      if (ax < 1.0 / static_cast<double>(1ull << 54)) return x;
      return x - x * x * 0.5;
    }
    if (x > -2.928932188134524755992e-01) {
      k = 0;
      f = x;
      iu = 1;
    }
  }
  double c = 0;
  if (k != 0) {
    double u;
    if (ax < static_cast<double>(1ull << 53)) {
      u = 1.0 + x;
      iu = Bits(u);
      k = static_cast<int64_t>(iu >> 52) - 1023;
      c = k > 0 ? 1.0 - (u - x) : x - (u - 1.0);
      c /= u;
    } else {
      u = x;
      iu = Bits(u);
      k = static_cast<int64_t>(iu >> 52) - 1023;
    }
    iu &= 0x000FFFFFFFFFFFFF;
    if (iu < 0x0006A09E667F3BCD) {
      u = FromBits(iu | 0x3FF0000000000000);
    } else {
      k++;
      u = FromBits(iu | 0x3FE0000000000000);
      iu = (0x0010000000000000 - iu) >> 2;
    }
    f = u - 1.0;
  }
  double kd = static_cast<double>(k);
  double hfsq = 0.5 * f * f;
  if (iu == 0) {
    if (f == 0) {
      if (k == 0) return 0;
      c += kd * kLn2Lo;
      return kd * kLn2Hi + c;
    }
    double r = hfsq * (1.0 - 0.66666666666666666 * f);
    if (k == 0) return f - r;
    return kd * kLn2Hi - ((r - (kd * kLn2Lo + c)) - f);
  }
  double s = f / (2.0 + f);
  double z = s * s;
  double r = z * Up(z, kL);
  if (k == 0) return f - (hfsq - s * (hfsq + r));
  return kd * kLn2Hi - ((hfsq - (s * (hfsq + r) + (kd * kLn2Lo + c))) - f);
}

bool IsOddInt(double x) {
  if (Abs(x) >= static_cast<double>(1ull << 53)) return false;
  double i = Trunc(x);
  return i == x && (static_cast<int64_t>(i) & 1) != 0;
}
double Pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (y == 1) return x;
  if (std::isnan(x) || std::isnan(y)) return Nan();
  if (x == 0) {
    bool odd = Signbit(x) && IsOddInt(y);
    if (y < 0) return odd ? -kInf : kInf;
    return odd ? x : 0;
  }
  if (std::isinf(y)) {
    if (x == -1) return 1;
    return (Abs(x) < 1) == (y > 0) ? 0 : kInf;
  }
  if (std::isinf(x)) {
    if (x < 0) return Pow(1 / x, -y);
    return y < 0 ? 0 : kInf;
  }
  if (y == 0.5) return Sqrt(x);
  if (y == -0.5) return 1 / Sqrt(x);
  auto [yi, yf] = Modf(Abs(y));
  if (yf != 0 && x < 0) return Nan();
  if (yi >= 9.223372036854775808e18) {
    if (x == -1) return 1;
    return (Abs(x) < 1) == (y > 0) ? 0 : kInf;
  }
  double a = 1.0;
  int64_t ae = 0;
  if (yf != 0) {
    if (yf > 0.5) {
      yf -= 1;
      yi += 1;
    }
    a = Exp(yf * Log(x));
  }
  auto [x1, xe] = Frexp(x);
  for (int64_t i = static_cast<int64_t>(yi); i != 0; i >>= 1) {
    if (xe < -(1 << 12) || 1 << 12 < xe) {
      ae += xe;
      break;
    }
    if (i & 1) {
      a *= x1;
      ae += xe;
    }
    x1 *= x1;
    xe <<= 1;
    if (x1 < .5) {
      x1 += x1;
      xe--;
    }
  }
  if (y < 0) {
    a = 1 / a;
    ae = -ae;
  }
  return Ldexp(a, ae);
}
double Pow10(int64_t n) {
  static constexpr double kOnes[] = {1e00, 1e01, 1e02, 1e03, 1e04, 1e05, 1e06, 1e07, 1e08, 1e09, 1e10,
                                     1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
                                     1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31};
  static constexpr double kUp[] = {1e00, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288};
  static constexpr double kDown[] = {1e-00, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288, 1e-320};
  if (n >= 0 && n <= 308) return kUp[n / 32] * kOnes[n % 32];
  if (n >= -323 && n <= 0) return kDown[-n / 32] / kOnes[-n % 32];
  return n > 0 ? kInf : 0;
}
double Cbrt(double x) {
  if (x == 0 || std::isnan(x) || std::isinf(x)) return x;
  bool sign = x < 0;
  if (sign) x = -x;
  double t = FromBits(Bits(x) / 3 + (715094163ull << 32));
  if (x < 2.22507385850720138309e-308) {
    t = static_cast<double>(1ull << 54);
    t *= x;
    t = FromBits(Bits(t) / 3 + (696219795ull << 32));
  }
  constexpr double kC = 5.42857142857142815906e-01, kD = -7.05306122448979611050e-01,
                   kE = 1.41428571428571436819e+00, kF = 1.60714285714285720630e+00,
                   kG = 3.57142857142857150787e-01;
  double r = t * t / x;
  double s = kC + r * t;
  t *= kG + kF / (s + kE + kD / s);
  t = FromBits((Bits(t) & (0xFFFFFFFFCull << 28)) + (1ull << 30));
  s = t * t;
  r = x / s;
  double w = t + t;
  r = (r - t) / (w + r);
  t = t + t * r;
  return sign ? -t : t;
}
double Hypot(double p, double q) {
  p = Abs(p);
  q = Abs(q);
  if (p == kInf || q == kInf) return kInf;
  if (std::isnan(p) || std::isnan(q)) return Nan();
  if (p < q) std::swap(p, q);
  if (p == 0) return 0;
  q = q / p;
  return p * Sqrt(q * q + 1.0);
}

// ---- trigonometry

// x >= 0 reduced to [-pi/4, pi/4] with the number of the octant, which is even.
struct Octant {
  uint64_t j;
  double z;
};
Octant Reduce(double x, bool mask) {
  if (x < static_cast<double>(1 << 29)) {
    uint64_t j = static_cast<uint64_t>(x * 1.27323954473516268615107010698140931);
    double y = static_cast<double>(j);
    if (j & 1) {
      j++;
      y += 1;
    }
    if (mask) j &= 7;
    double z = ((x - y * 7.85398125648498535156e-1) - y * 3.77489470793079817668e-8) - y * 2.69515142907905952645e-15;
    return {j, z};
  }
  // Payne and Hanek: multiply by the digits of 4/pi that matter.
  uint64_t ix = Bits(x);
  int exp = static_cast<int>(ix >> 52 & 0x7FF) - 1023 - 52;
  ix = (ix & ((1ull << 52) - 1)) | 1ull << 52;
  unsigned digit = static_cast<unsigned>(exp + 61) / 64, shift = static_cast<unsigned>(exp + 61) % 64;
  auto word = [&](unsigned i) {
    return shift == 0 ? kFourOverPi[i] : kFourOverPi[i] << shift | kFourOverPi[i + 1] >> (64 - shift);
  };
  using U128 = unsigned __int128;
  uint64_t z2hi = static_cast<uint64_t>(static_cast<U128>(word(digit + 2)) * ix >> 64);
  U128 z1 = static_cast<U128>(word(digit + 1)) * ix;
  U128 sum = z1 + z2hi + (static_cast<U128>(word(digit) * ix) << 64);
  uint64_t hi = static_cast<uint64_t>(sum >> 64), lo = static_cast<uint64_t>(sum);
  uint64_t j = hi >> 61;
  hi = hi << 3 | lo >> 61;
  unsigned lz = hi == 0 ? 64 : static_cast<unsigned>(std::countl_zero(hi));
  uint64_t e = 1023 - (lz + 1);
  auto shl = [](uint64_t v, unsigned n) { return n >= 64 ? 0 : v << n; };
  auto shr = [](uint64_t v, unsigned n) { return n >= 64 ? 0 : v >> n; };
  hi = shl(hi, lz + 1) | shr(lo, 64 - (lz + 1));
  hi >>= 64 - 52;
  hi |= e << 52;
  double z = FromBits(hi);
  if (j & 1) {
    j++;
    j &= 7;
    z -= 1;
  }
  return {j, z * (kPi / 4)};
}
double SinPoly(double z) {
  double zz = z * z;
  return z + z * zz * Down(zz, kSin);
}
double CosPoly(double z) {
  double zz = z * z;
  return 1.0 - 0.5 * zz + zz * zz * Down(zz, kCos);
}
double Cos(double x) {
  if (std::isnan(x) || std::isinf(x)) return Nan();
  Octant o = Reduce(Abs(x), true);
  bool sign = false;
  if (o.j > 3) {
    o.j -= 4;
    sign = !sign;
  }
  if (o.j > 1) sign = !sign;
  double y = o.j == 1 || o.j == 2 ? SinPoly(o.z) : CosPoly(o.z);
  return sign ? -y : y;
}
double Sin(double x) {
  if (x == 0 || std::isnan(x)) return x;
  if (std::isinf(x)) return Nan();
  bool sign = x < 0;
  Octant o = Reduce(Abs(x), true);
  if (o.j > 3) {
    sign = !sign;
    o.j -= 4;
  }
  double y = o.j == 1 || o.j == 2 ? CosPoly(o.z) : SinPoly(o.z);
  return sign ? -y : y;
}
std::tuple<double, double> Sincos(double x) {
  if (x == 0) return {x, 1};
  if (std::isnan(x) || std::isinf(x)) return {Nan(), Nan()};
  return {Sin(x), Cos(x)};
}
double Tan(double x) {
  if (x == 0 || std::isnan(x)) return x;
  if (std::isinf(x)) return Nan();
  Octant o = Reduce(Abs(x), false);
  double z = o.z, zz = z * z, y = z;
  if (zz > 1e-14) {
    y = z + z * (zz * Down(zz, kTanP) /
                 ((((zz + kTanQ[1]) * zz + kTanQ[2]) * zz + kTanQ[3]) * zz + kTanQ[4]));
  }
  if ((o.j & 2) == 2) y = -1 / y;
  return x < 0 ? -y : y;
}

double Xatan(double x) {
  constexpr double kP[] = {-8.750608600031904122785e-01, -1.615753718733365076637e+01, -7.500855792314704667340e+01,
                           -1.228866684490136173410e+02, -6.485021904942025371773e+01};
  constexpr double kQ[] = {1.0, +2.485846490142306297962e+01, +1.650270098316988542046e+02,
                           +4.328810604912902668951e+02, +4.853903996359136964868e+02,
                           +1.945506571482613964425e+02};
  double z = x * x;
  z = z * Down(z, kP) / Down(z, kQ);
  return x * z + x;
}
double Satan(double x) {
  constexpr double kMoreBits = 6.123233995736765886130e-17;
  if (x <= 0.66) return Xatan(x);
  if (x > 2.41421356237309504880) return kPi / 2 - Xatan(1 / x) + kMoreBits;
  return kPi / 4 + Xatan((x - 1) / (x + 1)) + 0.5 * kMoreBits;
}
double Atan(double x) {
  if (x == 0) return x;
  return x > 0 ? Satan(x) : -Satan(-x);
}
double Asin(double x) {
  if (x == 0) return x;
  bool sign = x < 0;
  if (sign) x = -x;
  if (x > 1) return Nan();
  double t = Sqrt(1 - x * x);
  t = x > 0.7 ? kPi / 2 - Satan(t / x) : Satan(x / t);
  return sign ? -t : t;
}
double Acos(double x) { return kPi / 2 - Asin(x); }
double Atan2(double y, double x) {
  if (std::isnan(y) || std::isnan(x)) return Nan();
  if (y == 0) return Copysign(x >= 0 && !Signbit(x) ? 0 : kPi, y);
  if (x == 0) return Copysign(kPi / 2, y);
  if (std::isinf(x)) {
    if (x > 0) return Copysign(std::isinf(y) ? kPi / 4 : 0, y);
    return Copysign(std::isinf(y) ? kThreePiOver4 : kPi, y);
  }
  if (std::isinf(y)) return Copysign(kPi / 2, y);
  double q = Atan(y / x);
  if (x < 0) return q <= 0 ? q + kPi : q - kPi;
  return q;
}

// ---- hyperbolic functions

double Sinh(double x) {
  constexpr double kP[] = {-0.2630563213397497062819489e+2, -0.2894211355989563807284660366e+4,
                           -0.8991272022039509355398013511e+5, -0.6307673640497716991184787251e+6};
  constexpr double kQ[] = {1.0, -0.173678953558233699533450911e+3, 0.1521517378790019070696485176e+5,
                           -0.6307673640497716991212077277e+6};
  bool sign = x < 0;
  if (sign) x = -x;
  double t;
  if (x > 21) {
    t = Exp(x) * 0.5;
  } else if (x > 0.5) {
    double ex = Exp(x);
    t = (ex - 1 / ex) * 0.5;
  } else {
    double sq = x * x;
    t = Down(sq, kP) * x;
    t = t / Down(sq, kQ);
  }
  return sign ? -t : t;
}
double Cosh(double x) {
  x = Abs(x);
  if (x > 21) return Exp(x) * 0.5;
  double ex = Exp(x);
  return (ex + 1 / ex) * 0.5;
}
double Tanh(double x) {
  double z = Abs(x);
  if (z > 0.5 * 8.8029691931113054295988e+01) return x < 0 ? -1 : 1;
  if (z >= 0.625) {
    double s = Exp(2 * z);
    z = 1 - 2 / (s + 1);
    return x < 0 ? -z : z;
  }
  if (x == 0) return x;
  double s = x * x;
  return x + x * s * Down(s, kTanhP) / (((s + kTanhQ[0]) * s + kTanhQ[1]) * s + kTanhQ[2]);
}
double Asinh(double x) {
  if (std::isnan(x) || std::isinf(x)) return x;
  bool sign = x < 0;
  if (sign) x = -x;
  double t;
  if (x > 1 << 28) {
    t = Log(x) + 6.93147180559945286227e-01;
  } else if (x > 2) {
    t = Log(2 * x + 1 / (Sqrt(x * x + 1) + x));
  } else if (x < 1.0 / (1 << 28)) {
    t = x;
  } else {
    t = Log1p(x + x * x / (1 + Sqrt(1 + x * x)));
  }
  return sign ? -t : t;
}
double Acosh(double x) {
  if (x < 1 || std::isnan(x)) return Nan();
  if (x == 1) return 0;
  if (x >= 1 << 28) return Log(x) + kLn2;
  if (x > 2) return Log(2 * x - 1 / (x + Sqrt(x * x - 1)));
  double t = x - 1;
  return Log1p(t + Sqrt(2 * t + t * t));
}
double Atanh(double x) {
  if (x < -1 || x > 1 || std::isnan(x)) return Nan();
  if (x == 1) return kInf;
  if (x == -1) return -kInf;
  bool sign = x < 0;
  if (sign) x = -x;
  double t;
  if (x < 1.0 / (1 << 28)) {
    t = x;
  } else if (x < 0.5) {
    t = x + x;
    t = 0.5 * Log1p(t + t * x / (1 - x));
  } else {
    t = 0.5 * Log1p((x + x) / (1 - x));
  }
  return sign ? -t : t;
}

// ---- error functions

constexpr double kErx = 8.45062911510467529297e-01;

// exp(-x*x) scaled by the tail's rational function; x >= 1.25.
double ErfTail(double x, bool erfc) {
  double s = 1 / (x * x);
  double r, t;
  if (x < 2.85714285714285714285714285714) {
    r = Up(s, kErfRa);
    t = OneUp(s, kErfSa);
  } else {
    r = Up(s, kErfRb);
    t = OneUp(s, kErfSb);
  }
  double z = FromBits(Bits(x) & 0xFFFFFFFF00000000);
  return Exp(-z * z - 0.5625) * Exp((z - x) * (z + x) + r / t);
}
double Erf(double x) {
  if (std::isnan(x)) return Nan();
  if (std::isinf(x)) return x > 0 ? 1 : -1;
  bool sign = x < 0;
  if (sign) x = -x;
  double t;
  if (x < 0.84375) {
    if (x < 1.0 / (1 << 28)) {
      t = x < 2.848094538889218e-306 ? 0.125 * (8.0 * x + 1.02703333676410069053e+00 * x)
                                     : x + 1.28379167095512586316e-01 * x;
    } else {
      double z = x * x;
      double y = Up(z, kErfPp) / OneUp(z, kErfQq);
      t = x + x * y;
    }
    return sign ? -t : t;
  }
  if (x < 1.25) {
    double s = x - 1;
    double q = Up(s, kErfPa) / OneUp(s, kErfQa);
    return sign ? -kErx - q : kErx + q;
  }
  if (x >= 6) return sign ? -1 : 1;
  double r = ErfTail(x, false);
  return sign ? r / x - 1 : 1 - r / x;
}
double Erfc(double x) {
  if (std::isnan(x)) return Nan();
  if (std::isinf(x)) return x > 0 ? 0 : 2;
  bool sign = x < 0;
  if (sign) x = -x;
  if (x < 0.84375) {
    double t;
    if (x < 1.0 / static_cast<double>(1ull << 56)) {
      t = x;
    } else {
      double z = x * x;
      double y = Up(z, kErfPp) / OneUp(z, kErfQq);
      t = x < 0.25 ? x + x * y : 0.5 + (x * y + (x - 0.5));
    }
    return sign ? 1 + t : 1 - t;
  }
  if (x < 1.25) {
    double s = x - 1;
    double q = Up(s, kErfPa) / OneUp(s, kErfQa);
    return sign ? 1 + kErx + q : 1 - kErx - q;
  }
  if (x < 28) {
    if (x >= 2.85714285714285714285714285714 && sign && x > 6) return 2;
    double r = ErfTail(x, true);
    return sign ? 2 - r / x : r / x;
  }
  return sign ? 2 : 0;
}
double Erfinv(double x) {
  if (std::isnan(x) || x <= -1 || x >= 1) {
    if (x == 1) return kInf;
    if (x == -1) return -kInf;
    return Nan();
  }
  bool sign = x < 0;
  if (sign) x = -x;
  double ans;
  if (x <= 0.85) {
    double r = 0.180625 - 0.25 * x * x;
    ans = (x * DownRev(r, kErfinvA)) / DownRev(r, kErfinvB);
  } else {
    double r = Sqrt(kLn2 - Log(1.0 - x));
    if (r <= 5.0) {
      r -= 1.6;
      ans = DownRev(r, kErfinvC) / DownRev(r, kErfinvD);
    } else {
      r -= 5.0;
      ans = DownRev(r, kErfinvE) / DownRev(r, kErfinvF);
    }
  }
  return sign ? -ans : ans;
}

// ---- gamma functions

std::pair<double, double> Stirling(double x) {
  if (x > 200) return {kInf, 1};
  double w = 1 / x;
  w = 1 + w * Down(w, kGamS);
  double y1 = Exp(x), y2 = 1.0;
  if (x > 143.01608) {
    double v = Pow(x, 0.5 * x - 0.25);
    y2 = v / y1;
    y1 = v;
  } else {
    y1 = Pow(x, x - 0.5) / y1;
  }
  return {y1, 2.506628274631000502417 * w * y2};
}
double Gamma(double x) {
  if ((x < 0 && Trunc(x) == x) || x == -kInf || std::isnan(x)) return Nan();
  if (x == kInf) return kInf;
  if (x == 0) return Signbit(x) ? -kInf : kInf;
  double q = Abs(x);
  double p = Floor(q);
  if (q > 33) {
    if (x >= 0) {
      auto [y1, y2] = Stirling(x);
      return y1 * y2;
    }
    int sign = (static_cast<int64_t>(p) & 1) == 0 ? -1 : 1;
    double z = q - p;
    if (z > 0.5) {
      p = p + 1;
      z = q - p;
    }
    z = q * Sin(kPi * z);
    if (z == 0) return sign * kInf;
    auto [s1, s2] = Stirling(q);
    double az = Abs(z);
    double d = az * s1 * s2;
    z = std::isinf(d) ? kPi / az / s1 / s2 : kPi / d;
    return sign * z;
  }
  auto small = [](double x, double z) {
    if (x == 0) return kInf;
    return z / ((1 + 0.57721566490153286060651209008240243104215933593992 * x) * x);
  };
  double z = 1.0;
  while (x >= 3) {
    x = x - 1;
    z = z * x;
  }
  while (x < 0) {
    if (x > -1e-09) return small(x, z);
    z = z / x;
    x = x + 1;
  }
  while (x < 2) {
    if (x < 1e-09) return small(x, z);
    z = z / x;
    x = x + 1;
  }
  if (x == 2) return z;
  x = x - 2;
  p = Down(x, kGamP);
  q = Down(x, kGamQ);
  return z * p / q;
}

// -sin(pi*x), x >= 0
double SinPi(double x) {
  if (x < 0.25) return -Sin(kPi * x);
  double z = Floor(x);
  int64_t n;
  if (z != x) {
    x = Mod(x, 2);
    n = static_cast<int64_t>(x * 4);
  } else if (x >= static_cast<double>(1ull << 53)) {
    x = 0;
    n = 0;
  } else {
    if (x < static_cast<double>(1ull << 52)) z = x + static_cast<double>(1ull << 52);
    n = static_cast<int64_t>(1 & Bits(z));
    x = static_cast<double>(n);
    n <<= 2;
  }
  switch (n) {
    case 0: x = Sin(kPi * x); break;
    case 1: case 2: x = Cos(kPi * (0.5 - x)); break;
    case 3: case 4: x = Sin(kPi * (1 - x)); break;
    case 5: case 6: x = -Cos(kPi * (x - 1.5)); break;
    default: x = Sin(kPi * (x - 2));
  }
  return -x;
}
std::tuple<double, int64_t> Lgamma(double x) {
  constexpr double kTc = 1.46163214496836224576e+00,
                   kTf = -1.21486290535849611461e-01, kTt = -3.63867699703950536541e-18;
  if (std::isnan(x) || std::isinf(x)) return {x, 1};
  if (x == 0) return {kInf, 1};
  bool neg = x < 0;
  if (neg) x = -x;
  if (x < 0x1p-70) return {-Log(x), neg ? -1 : 1};
  int64_t sign = 1;
  double nadj = 0, lg;
  if (neg) {
    if (x >= 0x1p52) return {kInf, 1};
    double t = SinPi(x);
    if (t == 0) return {kInf, 1};
    nadj = Log(kPi / Abs(t * x));
    if (t < 0) sign = -1;
  }
  if (x == 1 || x == 2) return {0, sign};
  if (x < 2) {
    double y;
    int i;
    if (x <= 0.9) {
      lg = -Log(x);
      if (x >= (0.731632144968362245)) {
        y = 1 - x;
        i = 0;
      } else if (x >= (0.191632144968362245)) {
        y = x - 0.46163214496836224576;
        i = 1;
      } else {
        y = x;
        i = 2;
      }
    } else {
      lg = 0;
      if (x >= (1.731632144968362245)) {
        y = 2 - x;
        i = 0;
      } else if (x >= (1.191632144968362245)) {
        y = x - kTc;
        i = 1;
      } else {
        y = x - 1;
        i = 2;
      }
    }
    if (i == 0) {
      double z = y * y;
      double p1 = UpStep(z, kLgamA, 0, 10, 2);
      double p2 = z * UpStep(z, kLgamA, 1, 11, 2);
      double p = y * p1 + p2;
      lg += p - 0.5 * y;
    } else if (i == 1) {
      double z = y * y;
      double w = z * y;
      double p1 = UpStep(w, kLgamT, 0, 12, 3);
      double p2 = UpStep(w, kLgamT, 1, 13, 3);
      double p3 = UpStep(w, kLgamT, 2, 14, 3);
      double p = z * p1 - (kTt - w * (p2 + y * p3));
      lg += kTf + p;
    } else {
      double p1 = y * Up(y, kLgamU);
      double p2 = 1 + y * UpStep(y, kLgamV, 1, 5, 1);
      lg += -0.5 * y + p1 / p2;
    }
  } else if (x < 8) {
    int i = static_cast<int>(x);
    double y = x - i;
    double p = y * Up(y, kLgamS);
    double q = 1 + y * UpStep(y, kLgamR, 1, 6, 1);
    lg = 0.5 * y + p / q;
    double z = 1.0;
    for (int k = i - 1; k >= 2; k--) z *= y + k;
    if (i >= 3) lg += Log(z);
  } else if (x < 0x1p58) {
    double t = Log(x);
    double z = 1 / x;
    double y = z * z;
    double w = kLgamW[0] + z * UpStep(y, kLgamW, 1, 6, 1);
    lg = (x - 0.5) * (t - 1) + w;
  } else {
    lg = x * (Log(x) - 1);
  }
  return {neg ? nadj - lg : lg, sign};
}

// ---- Bessel functions

// The asymptotic expansions: 1 + r/s, and (first + r/s)/x.
template <size_t N, size_t K>
double Ratio(double x, const double (&p)[N], const double (&q)[K]) {
  double z = 1 / (x * x);
  return Up(z, p) / OneUp(z, q);
}
double PZero(double x) {
  if (x >= 8) return 1 + Ratio(x, kP0R8, kP0S8);
  if (x >= 4.5454) return 1 + Ratio(x, kP0R5, kP0S5);
  if (x >= 2.8571) return 1 + Ratio(x, kP0R3, kP0S3);
  return 1 + Ratio(x, kP0R2, kP0S2);
}
double QZero(double x) {
  double r = x >= 8        ? Ratio(x, kQ0R8, kQ0S8)
             : x >= 4.5454 ? Ratio(x, kQ0R5, kQ0S5)
             : x >= 2.8571 ? Ratio(x, kQ0R3, kQ0S3)
                           : Ratio(x, kQ0R2, kQ0S2);
  return (-0.125 + r) / x;
}
double POne(double x) {
  if (x >= 8) return 1 + Ratio(x, kP1R8, kP1S8);
  if (x >= 4.5454) return 1 + Ratio(x, kP1R5, kP1S5);
  if (x >= 2.8571) return 1 + Ratio(x, kP1R3, kP1S3);
  return 1 + Ratio(x, kP1R2, kP1S2);
}
double QOne(double x) {
  double r = x >= 8        ? Ratio(x, kQ1R8, kQ1S8)
             : x >= 4.5454 ? Ratio(x, kQ1R5, kQ1S5)
             : x >= 2.8571 ? Ratio(x, kQ1R3, kQ1S3)
                           : Ratio(x, kQ1R2, kQ1S2);
  return (0.375 + r) / x;
}
// The sums and differences of sine and cosine without cancellation.
struct Waves {
  double ss, cc;
};
Waves WavesZero(double x) {
  auto [s, c] = Sincos(x);
  Waves w{s - c, s + c};
  if (x < kMax / 2) {
    double z = -Cos(x + x);
    if (s * c < 0) {
      w.cc = z / w.ss;
    } else {
      w.ss = z / w.cc;
    }
  }
  return w;
}
Waves WavesOne(double x) {
  auto [s, c] = Sincos(x);
  Waves w{-s - c, s - c};
  if (x < kMax / 2) {
    double z = Cos(x + x);
    if (s * c > 0) {
      w.cc = z / w.ss;
    } else {
      w.ss = z / w.cc;
    }
  }
  return w;
}
double J0(double x) {
  constexpr double kR[] = {1.56249999999999947958e-02, -1.89979294238854721751e-04, 1.82954049532700665670e-06,
                           -4.61832688532103189199e-09};
  constexpr double kS[] = {1.56191029464890010492e-02, 1.16926784663337450260e-04, 5.13546550207318111446e-07,
                           1.16614003333790000205e-09};
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return 0;
  if (x == 0) return 1;
  x = Abs(x);
  if (x >= 2) {
    Waves w = WavesZero(x);
    if (x > 0x1p129) return kInvSqrtPi * w.cc / Sqrt(x);
    return kInvSqrtPi * (PZero(x) * w.cc - QZero(x) * w.ss) / Sqrt(x);
  }
  if (x < 0x1p-13) return x < 0x1p-27 ? 1 : 1 - 0.25 * x * x;
  double z = x * x;
  double r = z * Up(z, kR);
  double s = OneUp(z, kS);
  if (x < 1) return 1 + z * (-0.25 + (r / s));
  double u = 0.5 * x;
  return (1 + u) * (1 - u) + z * (r / s);
}
double Y0(double x) {
  constexpr double kU[] = {-7.38042951086872317523e-02, 1.76666452509181115538e-01, -1.38185671945596898896e-02,
                           3.47453432093683650238e-04, -3.81407053724364161125e-06, 1.95590137035022920206e-08,
                           -3.98205194132103398453e-11};
  constexpr double kV[] = {1.27304834834123699328e-02, 7.60068627350353253702e-05, 2.59150851840457805467e-07,
                           4.41110311332675467403e-10};
  if (x < 0 || std::isnan(x)) return Nan();
  if (x == kInf) return 0;
  if (x == 0) return -kInf;
  if (x >= 2) {
    Waves w = WavesZero(x);
    if (x > 0x1p129) return kInvSqrtPi * w.ss / Sqrt(x);
    return kInvSqrtPi * (PZero(x) * w.ss + QZero(x) * w.cc) / Sqrt(x);
  }
  if (x <= 0x1p-27) return kU[0] + kTwoOverPi * Log(x);
  double z = x * x;
  double u = Up(z, kU), v = OneUp(z, kV);
  return u / v + kTwoOverPi * J0(x) * Log(x);
}
double J1(double x) {
  constexpr double kR[] = {-6.25000000000000000000e-02, 1.40705666955189706048e-03, -1.59955631084035597520e-05,
                           4.96727999609584448412e-08};
  constexpr double kS[] = {1.91537599538363460805e-02, 1.85946785588630915560e-04, 1.17718464042623683263e-06,
                           5.04636257076217042715e-09, 1.23542274426137913908e-11};
  if (std::isnan(x)) return x;
  if (std::isinf(x) || x == 0) return 0;
  bool sign = x < 0;
  if (sign) x = -x;
  if (x >= 2) {
    Waves w = WavesOne(x);
    double z = x > 0x1p129 ? kInvSqrtPi * w.cc / Sqrt(x)
                           : kInvSqrtPi * (POne(x) * w.cc - QOne(x) * w.ss) / Sqrt(x);
    return sign ? -z : z;
  }
  // Go forgets the sign here.
  if (x < 0x1p-27) return 0.5 * x;
  double z = x * x;
  double r = z * Up(z, kR);
  double s = OneUp(z, kS);
  r *= x;
  z = 0.5 * x + r / s;
  return sign ? -z : z;
}
double Y1(double x) {
  constexpr double kU[] = {-1.96057090646238940668e-01, 5.04438716639811282616e-02, -1.91256895875763547298e-03,
                           2.35252600561610495928e-05, -9.19099158039878874504e-08};
  constexpr double kV[] = {1.99167318236649903973e-02, 2.02552581025135171496e-04, 1.35608801097516229404e-06,
                           6.22741452364621501295e-09, 1.66559246207992079114e-11};
  if (x < 0 || std::isnan(x)) return Nan();
  if (x == kInf) return 0;
  if (x == 0) return -kInf;
  if (x >= 2) {
    Waves w = WavesOne(x);
    if (x > 0x1p129) return kInvSqrtPi * w.ss / Sqrt(x);
    return kInvSqrtPi * (POne(x) * w.ss + QOne(x) * w.cc) / Sqrt(x);
  }
  if (x <= 0x1p-54) return -kTwoOverPi / x;
  double z = x * x;
  double u = Up(z, kU), v = OneUp(z, kV);
  return x * (u / v) + kTwoOverPi * (J1(x) * Log(x) - 1 / x);
}
double Jn(int64_t n, double x) {
  if (std::isnan(x)) return x;
  if (std::isinf(x)) return 0;
  if (n == 0) return J0(x);
  if (x == 0) return 0;
  if (n < 0) {
    n = -n;
    x = -x;
  }
  if (n == 1) return J1(x);
  bool sign = false;
  if (x < 0) {
    x = -x;
    sign = (n & 1) == 1;
  }
  double b;
  double nd = static_cast<double>(n);
  if (nd <= x) {
    if (x >= 0x1p302) {
      auto [s, c] = Sincos(x);
      double t = (n & 3) == 0 ? c + s : (n & 3) == 1 ? -c + s : (n & 3) == 2 ? -c - s : c - s;
      b = kInvSqrtPi * t / Sqrt(x);
    } else {
      b = J1(x);
      double a = J0(x);
      for (int64_t i = 1; i < n; i++) {
        double next = b * (static_cast<double>(i + i) / x) - a;
        a = b;
        b = next;
      }
    }
  } else if (x < 0x1p-29) {
    if (n > 33) {
      b = 0;
    } else {
      double t = x * 0.5, a = 1.0;
      b = t;
      for (int64_t i = 2; i <= n; i++) {
        a *= static_cast<double>(i);
        b *= t;
      }
      b /= a;
    }
  } else {
    double w = static_cast<double>(n + n) / x, h = 2 / x;
    double q0 = w, z = w + h, q1 = w * z - 1;
    int64_t k = 1;
    while (q1 < 1e9) {
      k++;
      z += h;
      double next = z * q1 - q0;
      q0 = q1;
      q1 = next;
    }
    double t = 0.0;
    for (int64_t i = 2 * (n + k); i >= n + n; i -= 2) t = 1 / (static_cast<double>(i) / x - t);
    double a = t, v = 2 / x;
    b = 1;
    double tmp = nd * Log(Abs(v * nd));
    bool rescale = !(tmp < 7.09782712893383973096e+02);
    for (int64_t i = n - 1; i > 0; i--) {
      double next = b * static_cast<double>(i + i) / x - a;
      a = b;
      b = next;
      if (rescale && b > 1e100) {
        a /= b;
        t /= b;
        b = 1;
      }
    }
    b = t * J0(x) / b;
  }
  return sign ? -b : b;
}
double Yn(int64_t n, double x) {
  if (x < 0 || std::isnan(x)) return Nan();
  if (x == kInf) return 0;
  if (n == 0) return Y0(x);
  if (x == 0) return n < 0 && (n & 1) == 1 ? kInf : -kInf;
  bool sign = false;
  if (n < 0) {
    n = -n;
    sign = (n & 1) == 1;
  }
  if (n == 1) return sign ? -Y1(x) : Y1(x);
  double b;
  if (x >= 0x1p302) {
    auto [s, c] = Sincos(x);
    double t = (n & 3) == 0 ? s - c : (n & 3) == 1 ? -s - c : (n & 3) == 2 ? -s + c : s + c;
    b = kInvSqrtPi * t / Sqrt(x);
  } else {
    double a = Y0(x);
    b = Y1(x);
    for (int64_t i = 1; i < n && b != -kInf; i++) {
      double next = (static_cast<double>(i + i) / x) * b - a;
      a = b;
      b = next;
    }
  }
  return sign ? -b : b;
}

}  // namespace

MINIGO_NATIVES(
    math, Native<&Abs>("Abs"), Native<&Sqrt>("Sqrt"), Native<&Floor>("Floor"), Native<&Ceil>("Ceil"),
    Native<&Trunc>("Trunc"), Native<&Frexp>("Frexp"), Native<&Ldexp>("Ldexp"), Native<&Modf>("Modf"),
    Native<&Ilogb>("Ilogb"), Native<&Logb>("Logb"), Native<&Round>("Round"),
    Native<&RoundToEven>("RoundToEven"), Native<&Mod>("Mod"), Native<&Remainder>("Remainder"),
    Native<&Nextafter>("Nextafter"), Native<&Nextafter32>("Nextafter32"), Native<&Fma>("FMA"),
    Native<&Exp>("Exp"), Native<&Exp2>("Exp2"), Native<&Expm1>("Expm1"), Native<&Log>("Log"),
    Native<&Log10>("Log10"), Native<&Log2>("Log2"), Native<&Log1p>("Log1p"), Native<&Pow>("Pow"),
    Native<&Pow10>("Pow10"), Native<&Cbrt>("Cbrt"), Native<&Hypot>("Hypot"), Native<&Sin>("Sin"),
    Native<&Cos>("Cos"), Native<&Sincos>("Sincos"), Native<&Tan>("Tan"), Native<&Asin>("Asin"),
    Native<&Acos>("Acos"), Native<&Atan>("Atan"), Native<&Atan2>("Atan2"), Native<&Sinh>("Sinh"),
    Native<&Cosh>("Cosh"), Native<&Tanh>("Tanh"), Native<&Asinh>("Asinh"), Native<&Acosh>("Acosh"),
    Native<&Atanh>("Atanh"), Native<&Erf>("Erf"), Native<&Erfc>("Erfc"), Native<&Erfinv>("Erfinv"),
    Native<&Gamma>("Gamma"), Native<&Lgamma>("Lgamma"), Native<&J0>("J0"), Native<&J1>("J1"),
    Native<&Jn>("Jn"), Native<&Y0>("Y0"), Native<&Y1>("Y1"), Native<&Yn>("Yn"))

}  // namespace minigo::stdlib
