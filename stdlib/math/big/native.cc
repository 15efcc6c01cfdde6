// Natives of package big: arithmetic by GMP on numbers that live in Go slices of 64-bit words, the least significant
// first, as GMP has its limbs. Arguments are read in place; results are computed in GMP's own memory where they may be
// longer than expected, and copied. GMP aborts the process where it runs out of sizes: operations whose result cannot
// be represented are refused before.
#include <gmp.h>

#include <algorithm>
#include <string>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0);

// The Go structure.
struct Int {
  bool neg;
  GoSlice abs;
};
static_assert(sizeof(Int) == 32);

// The longest number, in words: 4 GB.
constexpr uint64_t kMaxWords = uint64_t{1} << 29;

mp_limb_t* Words(const GoSlice& s) { return s.as<mp_limb_t>(); }

void PanicNil(M* m) {
  runtime::PanicRuntimeError(m, "invalid memory address or nil pointer dereference");
}
template <typename... P>
bool AnyNil(M* m, P... pointers) {
  if ((... && (pointers != nullptr))) return false;
  PanicNil(m);
  return true;
}
bool TooLong(M* m, uint64_t words) {
  if (words <= kMaxWords) return false;
  runtime::PanicFatal(m, "runtime: out of memory");
  return true;
}
bool IsZero(const Int* x) { return x->abs.len == 0; }
bool DivisionByZero(M* m, const Int* y) {
  if (!IsZero(y)) return false;
  runtime::PanicString(m, "division by zero");
  return true;
}

int64_t Norm(const mp_limb_t* p, int64_t n) {
  while (n > 0 && p[n - 1] == 0) n--;
  return n;
}

// A slice of n words: z's memory if it has room.
GoSlice Room(M* m, GoSlice z, int64_t n) {
  if (n == 0) return {z.data, 0, z.cap};
  if (z.cap >= n) return {z.data, n, z.cap};
  int64_t cap = n + 4;  // results tend to grow
  return {m->rt->heap.NewBytes(m, cap * 8, false), n, cap};
}

// What zero has for a word: GMP reads the first one of any number.
constexpr mp_limb_t kNoWord = 0;

// GMP's view of a number in place.
struct In {
  mpz_t z;
  explicit In(const Int* x) : In(x->abs, x->neg) {}
  In(GoSlice abs, bool neg) {
    mp_size_t n = static_cast<mp_size_t>(abs.len);
    mpz_roinit_n(z, n == 0 ? &kNoWord : Words(abs), neg ? -n : n);
  }
  operator mpz_srcptr() const { return z; }
};
struct Temp {
  mpz_t z;
  Temp() { mpz_init(z); }
  ~Temp() { mpz_clear(z); }
  Temp(const Temp&) = delete;
  operator mpz_ptr() { return z; }
};

void Store(M* m, GoSlice* z, mpz_srcptr v) {
  int64_t n = static_cast<int64_t>(mpz_size(v));
  *z = Room(m, *z, n);
  if (n > 0) std::memcpy(z->data, mpz_limbs_read(v), n * 8);
}
void Store(M* m, Int* z, mpz_srcptr v) {
  Store(m, &z->abs, v);
  z->neg = mpz_sgn(v) < 0;
}
void StoreWord(M* m, Int* z, bool neg, uint64_t w) {
  z->abs = Room(m, z->abs, w != 0);
  if (w != 0) Words(z->abs)[0] = w;
  z->neg = neg && w != 0;
}

// ---- Int

// z = x ± y.
Int* AddSub(M* m, Int* z, const Int* x, const Int* y, bool minus) {
  if (AnyNil(m, z, x, y)) return z;
  bool xneg = x->neg, yneg = y->neg != minus;
  GoSlice a = x->abs, b = y->abs;
  if (a.len < b.len) {
    std::swap(a, b);
    std::swap(xneg, yneg);
  }
  if (TooLong(m, a.len + 1)) return z;
  if (xneg == yneg) {
    GoSlice r = Room(m, z->abs, a.len + 1);
    mp_limb_t carry = 0;
    if (b.len > 0) {
      carry = mpn_add(Words(r), Words(a), a.len, Words(b), b.len);
    } else if (a.len > 0 && r.data != a.data) {
      std::memmove(r.data, a.data, a.len * 8);
    }
    Words(r)[a.len] = carry;
    r.len = a.len + (carry != 0);
    z->abs = r;
    z->neg = xneg && r.len != 0;
    return z;
  }
  if (a.len == b.len && (a.len == 0 || mpn_cmp(Words(a), Words(b), a.len) < 0)) {
    std::swap(a, b);
    std::swap(xneg, yneg);
  }
  GoSlice r = Room(m, z->abs, a.len);
  if (b.len > 0) {
    mpn_sub(Words(r), Words(a), a.len, Words(b), b.len);
  } else if (a.len > 0 && r.data != a.data) {
    std::memmove(r.data, a.data, a.len * 8);
  }
  r.len = Norm(Words(r), a.len);
  z->abs = r;
  z->neg = xneg && r.len != 0;
  return z;
}
Int* Add(M* m, Int* z, const Int* x, const Int* y) { return AddSub(m, z, x, y, false); }
Int* Sub(M* m, Int* z, const Int* x, const Int* y) { return AddSub(m, z, x, y, true); }

GoSlice NatMul(M* m, GoSlice z, GoSlice a, GoSlice b) {
  if (a.len < b.len) std::swap(a, b);
  if (b.len == 0) return {z.data, 0, z.cap};
  int64_t n = a.len + b.len;
  if (TooLong(m, n)) return z;
  // The product must not lie where the factors are.
  auto overlaps = [&](GoSlice s) {
    return z.cap >= n && z.as<char>() < s.as<char>() + s.cap * 8 &&
           s.as<char>() < z.as<char>() + z.cap * 8;
  };
  GoSlice r = Room(m, overlaps(a) || overlaps(b) ? GoSlice() : z, n);
  if (a.data == b.data && a.len == b.len) {
    mpn_sqr(Words(r), Words(a), a.len);
  } else {
    mpn_mul(Words(r), Words(a), a.len, Words(b), b.len);
  }
  r.len = Norm(Words(r), n);
  return r;
}
Int* Mul(M* m, Int* z, const Int* x, const Int* y) {
  if (AnyNil(m, z, x, y)) return z;
  bool neg = x->neg != y->neg;
  if (x->abs.len <= 1 && y->abs.len <= 1) {
    unsigned __int128 p = 0;
    if (x->abs.len == 1 && y->abs.len == 1) {
      p = static_cast<unsigned __int128>(Words(x->abs)[0]) * Words(y->abs)[0];
    }
    if (p >> 64 == 0) {
      StoreWord(m, z, neg, static_cast<uint64_t>(p));
      return z;
    }
  }
  z->abs = NatMul(m, z->abs, x->abs, y->abs);
  z->neg = neg && !IsZero(z);
  return z;
}

int64_t NatCmp(GoSlice x, GoSlice y) {
  if (x.len != y.len) return x.len < y.len ? -1 : 1;
  if (x.len == 0) return 0;
  int c = mpn_cmp(Words(x), Words(y), x.len);
  return c < 0 ? -1 : c > 0;
}
int64_t Cmp(M* m, const Int* x, const Int* y) {
  if (AnyNil(m, x, y)) return 0;
  if (x->neg != y->neg) return x->neg ? -1 : 1;
  int64_t c = NatCmp(x->abs, y->abs);
  return x->neg ? -c : c;
}
int64_t CmpAbs(M* m, const Int* x, const Int* y) {
  return AnyNil(m, x, y) ? 0 : NatCmp(x->abs, y->abs);
}

using Divide = void (*)(mpz_ptr q, mpz_ptr r, mpz_srcptr x, mpz_srcptr y);
void Truncated(mpz_ptr q, mpz_ptr r, mpz_srcptr x, mpz_srcptr y) { mpz_tdiv_qr(q, r, x, y); }
// Euclidean: the remainder is never negative.
void Euclidean(mpz_ptr q, mpz_ptr r, mpz_srcptr x, mpz_srcptr y) {
  if (mpz_sgn(y) > 0) {
    mpz_fdiv_qr(q, r, x, y);
  } else {
    mpz_cdiv_qr(q, r, x, y);
  }
}
// q and r may be nullptr.
template <Divide kDivide>
void Division(M* m, Int* q, Int* r, const Int* x, const Int* y) {
  if (AnyNil(m, x, y) || DivisionByZero(m, y)) return;
  Temp tq, tr;
  kDivide(tq, tr, In(x), In(y));
  if (q != nullptr) Store(m, q, tq);
  if (r != nullptr) Store(m, r, tr);
}
template <Divide kDivide>
Int* Quotient(M* m, Int* z, const Int* x, const Int* y) {
  if (!AnyNil(m, z)) Division<kDivide>(m, z, nullptr, x, y);
  return z;
}
template <Divide kDivide>
Int* Remainder(M* m, Int* z, const Int* x, const Int* y) {
  if (!AnyNil(m, z)) Division<kDivide>(m, nullptr, z, x, y);
  return z;
}
template <Divide kDivide>
std::tuple<Int*, Int*> Both(M* m, Int* z, const Int* x, const Int* y, Int* r) {
  if (!AnyNil(m, z, r)) Division<kDivide>(m, z, r, x, y);
  return {z, r};
}

template <void (*kOp)(mpz_ptr, mpz_srcptr, mpz_srcptr)>
Int* Logic(M* m, Int* z, const Int* x, const Int* y) {
  if (AnyNil(m, z, x, y)) return z;
  Temp t;
  kOp(t, In(x), In(y));
  Store(m, z, t);
  return z;
}
void OpAnd(mpz_ptr z, mpz_srcptr x, mpz_srcptr y) { mpz_and(z, x, y); }
void OpOr(mpz_ptr z, mpz_srcptr x, mpz_srcptr y) { mpz_ior(z, x, y); }
void OpXor(mpz_ptr z, mpz_srcptr x, mpz_srcptr y) { mpz_xor(z, x, y); }
void OpAndNot(mpz_ptr z, mpz_srcptr x, mpz_srcptr y) {
  Temp t;
  mpz_com(t, y);
  mpz_and(z, x, t);
}
Int* Not(M* m, Int* z, const Int* x) {
  if (AnyNil(m, z, x)) return z;
  Temp t;
  mpz_com(t, In(x));
  Store(m, z, t);
  return z;
}

GoSlice NatLsh(M* m, GoSlice z, GoSlice x, uint64_t s) {
  if (x.len == 0) return {z.data, 0, z.cap};
  if (TooLong(m, s / 64 + x.len + 1)) return z;
  Temp t;
  mpz_mul_2exp(t, In(x, false), s);
  Store(m, &z, t);
  return z;
}
GoSlice NatRsh(M* m, GoSlice z, GoSlice x, uint64_t s) {
  if (s / 64 >= static_cast<uint64_t>(x.len)) return {z.data, 0, z.cap};
  Temp t;
  mpz_tdiv_q_2exp(t, In(x, false), s);
  Store(m, &z, t);
  return z;
}
Int* Lsh(M* m, Int* z, const Int* x, uint64_t s) {
  if (AnyNil(m, z, x)) return z;
  bool neg = x->neg;
  z->abs = NatLsh(m, z->abs, x->abs, s);
  z->neg = neg;
  return z;
}
Int* Rsh(M* m, Int* z, const Int* x, uint64_t s) {
  if (AnyNil(m, z, x)) return z;
  if (s / 64 >= static_cast<uint64_t>(x->abs.len)) {
    StoreWord(m, z, x->neg, x->neg);
    return z;
  }
  Temp t;
  mpz_fdiv_q_2exp(t, In(x), s);
  Store(m, z, t);
  return z;
}

int64_t NatBitLen(GoSlice x) {
  return x.len == 0 ? 0 : 64 * x.len - __builtin_clzll(Words(x)[x.len - 1]);
}
uint64_t NatTrailingZeros(GoSlice x) {
  for (int64_t i = 0; i < x.len; i++) {
    if (Words(x)[i] != 0) return i * 64 + __builtin_ctzll(Words(x)[i]);
  }
  return 0;
}
uint64_t Bit(const Int* x, int64_t i) { return mpz_tstbit(In(x), i); }
void SetBit(M* m, Int* z, const Int* x, int64_t i, bool one) {
  if (one != x->neg && TooLong(m, i / 64 + 2)) return;
  Temp t;
  mpz_set(t, In(x));
  if (one) {
    mpz_setbit(t, i);
  } else if (i / 64 <= x->abs.len || x->neg) {
    mpz_clrbit(t, i);
  }
  Store(m, z, t);
}

// x**y mod |mod|; without mod if that is nil or zero, and then y is not negative. 0: there is no inverse of x.
bool Exp(M* m, Int* z, const Int* x, const Int* y, const Int* mod) {
  Temp t;
  if (mod != nullptr && !IsZero(mod)) {
    if (y->neg && mpz_invert(t, In(x), In(mod)) == 0) return false;
    mpz_powm(t, In(x), In(y), In(mod));
    // Go takes the sign of x into account once more after it has inverted x.
    if (y->neg && x->neg && (Words(y->abs)[0] & 1) != 0 && mpz_sgn(t.z) != 0) {
      Temp positive;
      mpz_abs(positive, In(mod));
      mpz_sub(t, positive, t);
    }
    Store(m, z, t);
    return true;
  }
  uint64_t e = y->abs.len == 0 ? 0 : Words(y->abs)[0];
  int64_t bits = NatBitLen(x->abs);
  if (bits > 1) {
    unsigned __int128 total = static_cast<unsigned __int128>(bits) * e / 64;
    if (y->abs.len > 1 || total > kMaxWords) {
      TooLong(m, kMaxWords + 1);
      return true;
    }
  } else {
    e = bits == 0 ? e != 0 || y->abs.len > 1 : e & 1;  // powers of 0 and ±1
  }
  mpz_pow_ui(t, In(x), e);
  Store(m, z, t);
  return true;
}

// z = gcd(a, b) = a x + b y; x and y may be nil. Neither a nor b is zero.
void Gcd(M* m, Int* z, Int* x, Int* y, const Int* a, const Int* b) {
  Temp g, s, t;
  if (x == nullptr && y == nullptr) {
    mpz_gcd(g, In(a), In(b));
  } else {
    mpz_gcdext(g, s, t, In(a), In(b));
  }
  if (x != nullptr) Store(m, x, s);
  if (y != nullptr) Store(m, y, t);
  Store(m, z, g);
}

Int* Sqrt(M* m, Int* z, const Int* x) {
  if (AnyNil(m, z, x)) return z;
  if (x->neg) {
    runtime::PanicString(m, "square root of negative number");
    return z;
  }
  Temp t;
  mpz_sqrt(t, In(x));
  Store(m, z, t);
  return z;
}
int64_t JacobiSymbol(const Int* x, const Int* y) {
  Temp n;
  mpz_abs(n, In(y));
  int j = mpz_jacobi(In(x), n);
  return x->neg && y->neg ? -j : j;
}
bool IsPrime(const Int* x, int64_t n) {
  return mpz_probab_prime_p(In(x), static_cast<int>(std::min<int64_t>(n, 1 << 20)) + 25) != 0;
}
void Choose(M* m, Int* z, uint64_t n, uint64_t k) {
  Temp t;
  mpz_bin_uiui(t, n, k);
  Store(m, z, t);
}
// a * (a+1) * … * b, a > 0: halves, so that long numbers are multiplied by long ones.
void Product(mpz_ptr out, uint64_t a, uint64_t b) {
  if (b - a < 16) {
    mpz_set_ui(out, a);
    for (uint64_t i = a; i != b; i++) mpz_mul_ui(out, out, i + 1);
    return;
  }
  uint64_t middle = a + (b - a) / 2;
  Temp right;
  Product(out, a, middle);
  Product(right, middle + 1, b);
  mpz_mul(out, out, right);
}
void Range(M* m, Int* z, uint64_t a, uint64_t b) {
  if (b - a > kMaxWords * 2) {
    TooLong(m, kMaxWords + 1);
    return;
  }
  Temp t;
  Product(t, a, b);
  Store(m, z, t);
}

// ---- text and bytes

// The digits of x, as Go writes them: lower case first.
GoSlice NatText(M* m, GoSlice x, int64_t base, bool neg) {
  std::string out;
  if (x.len == 0) {
    out = "0";
  } else {
    out.resize(mpn_sizeinbase(Words(x), x.len, static_cast<int>(base)) + 2);
    std::string copy(x.as<char>(), x.len * 8);  // mpn_get_str destroys its argument, which needs one word more
    copy.resize(copy.size() + 8);
    size_t n = mpn_get_str(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(base),
                           reinterpret_cast<mp_limb_t*>(copy.data()), x.len);
    out.resize(n);
    size_t zeros = 0;
    while (zeros + 1 < n && out[zeros] == 0) zeros++;
    out.erase(0, zeros);
    for (char& c : out) {
      c = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[static_cast<uint8_t>(c)];
    }
    if (neg) out.insert(0, 1, '-');
  }
  return runtime::NewByteSlice(m, out);
}
// The number of digits, values below `base`, not characters.
GoSlice NatFromDigits(M* m, GoSlice z, GoSlice digits, int64_t base) {
  const unsigned char* d = digits.as<unsigned char>();
  int64_t n = digits.len;
  while (n > 0 && *d == 0) d++, n--;
  if (n == 0) return {z.data, 0, z.cap};
  if (TooLong(m, n / 8)) return z;
  // Six bits a digit are more than enough; one word is for mpn_set_str's own use.
  z = Room(m, z, n * 6 / 64 + 2);
  z.len = Norm(Words(z), mpn_set_str(Words(z), d, n, static_cast<int>(base)));
  return z;
}
// The number in s, all of which must be digits; ok is false if it is not, or is empty.
std::tuple<GoSlice, bool> NatFromText(M* m, GoSlice z, GoString s, int64_t base) {
  if (s.len == 0) return {z, false};
  std::string digits(s.view());
  for (char& c : digits) {
    int v;
    if (c >= '0' && c <= '9') {
      v = c - '0';
    } else if (c >= 'a' && c <= 'z') {
      v = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'Z') {
      v = c - 'A' + (base <= 36 ? 10 : 36);
    } else {
      return {z, false};
    }
    if (v >= base) return {z, false};
    c = static_cast<char>(v);
  }
  GoSlice d{digits.data(), s.len, s.len};
  return {NatFromDigits(m, z, d, base), true};
}
GoSlice NatFromBytes(M* m, GoSlice z, GoSlice b) {
  const uint8_t* p = b.as<uint8_t>();
  int64_t n = b.len;
  while (n > 0 && *p == 0) p++, n--;
  z = Room(m, z, (n + 7) / 8);
  for (int64_t i = 0; i < z.len; i++) {
    uint64_t w = 0;
    for (int64_t k = 0; k < 8 && i * 8 + k < n; k++) w |= uint64_t{p[n - 1 - i * 8 - k]} << (8 * k);
    Words(z)[i] = w;
  }
  return z;
}
// Writes x to the end of b, which is all zeros; false if it is too long.
bool NatToBytes(GoSlice x, GoSlice b) {
  uint8_t* p = b.as<uint8_t>();
  for (int64_t i = 0; i < x.len * 8; i++) {
    uint8_t c = static_cast<uint8_t>(Words(x)[i / 8] >> (i % 8 * 8));
    if (i < b.len) {
      p[b.len - 1 - i] = c;
    } else if (c != 0) {
      return false;
    }
  }
  return true;
}

// ---- what Rat and Float need of numbers without sign

GoSlice NatAdd(M* m, GoSlice z, GoSlice x, GoSlice y) {
  Int out{false, z}, a{false, x}, b{false, y};
  return AddSub(m, &out, &a, &b, false)->abs;
}
GoSlice NatSub(M* m, GoSlice z, GoSlice x, GoSlice y) {
  Int out{false, z}, a{false, x}, b{false, y};
  return AddSub(m, &out, &a, &b, true)->abs;
}
std::tuple<GoSlice, GoSlice> NatDiv(M* m, GoSlice z, GoSlice x, GoSlice y) {
  if (y.len == 0) {
    runtime::PanicString(m, "division by zero");
    return {z, {}};
  }
  Temp q, r;
  mpz_tdiv_qr(q, r, In(x, false), In(y, false));
  GoSlice rest;
  Store(m, &z, q);
  Store(m, &rest, r);
  return {z, rest};
}
GoSlice NatPow(M* m, GoSlice z, uint64_t base, uint64_t e) {
  if (TooLong(m, (64 - __builtin_clzll(base | 1)) * (e / 64))) return z;
  Temp t;
  mpz_ui_pow_ui(t, base, e);
  Store(m, &z, t);
  return z;
}
// 1 if any of the lowest i bits of x is set, else 0.
uint64_t NatSticky(GoSlice x, uint64_t i) {
  int64_t whole = static_cast<int64_t>(std::min<uint64_t>(i / 64, x.len));
  for (int64_t k = 0; k < whole; k++) {
    if (Words(x)[k] != 0) return 1;
  }
  return whole < x.len && i % 64 != 0 && Words(x)[whole] << (64 - i % 64) != 0;
}
// Shifts x, in place, so far to the left that its top bit is set; returns how far.
int64_t NatNormalize(GoSlice x) {
  unsigned s = __builtin_clzll(Words(x)[x.len - 1]);
  if (s > 0) mpn_lshift(Words(x), Words(x), x.len, s);
  return s;
}
// Adds w to x in place; true if it overflows, and then x is shifted right by one bit with the top bit set.
bool NatIncrement(GoSlice x, uint64_t w) {
  if (mpn_add_1(Words(x), Words(x), x.len, w) == 0) return false;
  mpn_rshift(Words(x), Words(x), x.len, 1);
  Words(x)[x.len - 1] |= uint64_t{1} << 63;
  return true;
}
void NatReduce(M* m, GoSlice* a, GoSlice* b) {
  Temp g, t;
  mpz_gcd(g, In(*a, false), In(*b, false));
  if (mpz_cmp_ui(g.z, 1) == 0) return;
  mpz_divexact(t, In(*a, false), g);
  Store(m, a, t);
  mpz_divexact(t, In(*b, false), g);
  Store(m, b, t);
}

}  // namespace

MINIGO_NATIVES(
    math_big, Native<&Add>("(*Int).Add"), Native<&Sub>("(*Int).Sub"), Native<&Mul>("(*Int).Mul"),
    Native<&Cmp>("(*Int).Cmp"), Native<&CmpAbs>("(*Int).CmpAbs"),
    Native<&Quotient<Truncated>>("(*Int).Quo"), Native<&Remainder<Truncated>>("(*Int).Rem"),
    Native<&Both<Truncated>>("(*Int).QuoRem"), Native<&Quotient<Euclidean>>("(*Int).Div"),
    Native<&Remainder<Euclidean>>("(*Int).Mod"), Native<&Both<Euclidean>>("(*Int).DivMod"),
    Native<&Logic<OpAnd>>("(*Int).And"), Native<&Logic<OpOr>>("(*Int).Or"),
    Native<&Logic<OpXor>>("(*Int).Xor"), Native<&Logic<OpAndNot>>("(*Int).AndNot"),
    Native<&Not>("(*Int).Not"), Native<&Lsh>("(*Int).Lsh"), Native<&Rsh>("(*Int).Rsh"),
    Native<&Sqrt>("(*Int).Sqrt"), Native<&Bit>("bit"), Native<&SetBit>("setBit"),
    Native<&Exp>("exp"), Native<&Gcd>("gcd"), Native<&JacobiSymbol>("jacobi"),
    Native<&IsPrime>("isPrime"), Native<&Choose>("choose"), Native<&Range>("product"),
    Native<&NatText>("text"), Native<&NatFromDigits>("fromDigits"),
    Native<&NatFromText>("fromText"), Native<&NatFromBytes>("fromBytes"),
    Native<&NatToBytes>("toBytes"), Native<&NatBitLen>("bitLen"),
    Native<&NatTrailingZeros>("trailingZeros"), Native<&NatCmp>("cmp"), Native<&NatAdd>("add"),
    Native<&NatSub>("sub"), Native<&NatMul>("mul"), Native<&NatDiv>("div"),
    Native<&NatLsh>("lsh"), Native<&NatRsh>("rsh"), Native<&NatPow>("pow"),
    Native<&NatSticky>("sticky"), Native<&NatNormalize>("normalize"),
    Native<&NatIncrement>("increment"), Native<&NatReduce>("reduce"))

}  // namespace minigo::stdlib
