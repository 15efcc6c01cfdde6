// Arithmetic of public-key cryptography: the curves of NIST (SP 800-186), Curve25519 and edwards25519 (RFC 7748, RFC 8032),
// and powers modulo large numbers, these by GMP. Elements of fields are in Montgomery's form and of a fixed number of
// words; what is done with secrets depends in time on nothing but the sizes: points are added by formulas that have no
// exceptions, and tables are read as a whole.
#include <gmp.h>

#include <algorithm>
#include <array>

#include "stdlib/util.h"

namespace minigo::stdlib {
namespace {

using u128 = unsigned __int128;

int HexDigit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// The integers modulo an odd number of at most N words.
template <int N>
class Field {
 public:
  using E = std::array<uint64_t, N>;

  explicit Field(const char* hex) : m_(Hex(hex)) {
    inv_ = 1;
    for (int i = 0; i < 6; i++) inv_ *= 2 - m_[0] * inv_;
    inv_ = -inv_;
    // R and R² modulo m by doubling 1.
    E x = {1};
    for (int i = 1; i <= 2 * 64 * N; i++) {
      x = Add(x, x);
      if (i == 64 * N) one_ = x;
    }
    rr_ = x;
  }

  static E Hex(const char* hex) {
    E x = {};
    for (; *hex != 0; hex++) {
      uint64_t carry = static_cast<uint64_t>(HexDigit(*hex));
      for (uint64_t& w : x) {
        uint64_t next = w >> 60;
        w = w << 4 | carry;
        carry = next;
      }
    }
    return x;
  }
  // Bytes, the most significant first (or last); those beyond the element's size are ignored.
  static E Bytes(const uint8_t* p, int64_t n, bool little = false) {
    E x = {};
    for (int64_t i = 0; i < n && i < 8 * N; i++) {
      x[i / 8] |= static_cast<uint64_t>(p[little ? i : n - 1 - i]) << (8 * (i % 8));
    }
    return x;
  }
  static void Put(const E& x, uint8_t* p, int64_t n, bool little = false) {
    for (int64_t i = 0; i < n; i++) {
      p[little ? i : n - 1 - i] = i < 8 * N ? static_cast<uint8_t>(x[i / 8] >> (8 * (i % 8))) : 0;
    }
  }

  const E& modulus() const { return m_; }
  const E& one() const { return one_; }

  // Into Montgomery's form, reduced, and out of it.
  E In(const E& x) const { return Mul(x, rr_); }
  E Out(const E& x) const { return Mul(x, E{1}); }

  E Add(const E& a, const E& b) const {
    E t;
    uint64_t carry = 0;
    for (int i = 0; i < N; i++) {
      u128 v = static_cast<u128>(a[i]) + b[i] + carry;
      t[i] = static_cast<uint64_t>(v);
      carry = static_cast<uint64_t>(v >> 64);
    }
    return Reduce(t, carry);
  }
  E Sub(const E& a, const E& b) const {
    E t;
    uint64_t borrow = Minus(&t, a, b);
    uint64_t mask = -borrow, carry = 0;
    for (int i = 0; i < N; i++) {
      u128 v = static_cast<u128>(t[i]) + (m_[i] & mask) + carry;
      t[i] = static_cast<uint64_t>(v);
      carry = static_cast<uint64_t>(v >> 64);
    }
    return t;
  }
  // a * b / R; one of them may be any number of N words.
  E Mul(const E& a, const E& b) const {
    uint64_t t[N + 2] = {};
    for (int i = 0; i < N; i++) {
      uint64_t carry = 0;
      for (int j = 0; j < N; j++) {
        u128 v = static_cast<u128>(a[j]) * b[i] + t[j] + carry;
        t[j] = static_cast<uint64_t>(v);
        carry = static_cast<uint64_t>(v >> 64);
      }
      u128 v = static_cast<u128>(t[N]) + carry;
      t[N] = static_cast<uint64_t>(v);
      t[N + 1] = static_cast<uint64_t>(v >> 64);
      uint64_t q = t[0] * inv_;
      v = static_cast<u128>(q) * m_[0] + t[0];
      carry = static_cast<uint64_t>(v >> 64);
      for (int j = 1; j < N; j++) {
        v = static_cast<u128>(q) * m_[j] + t[j] + carry;
        t[j - 1] = static_cast<uint64_t>(v);
        carry = static_cast<uint64_t>(v >> 64);
      }
      v = static_cast<u128>(t[N]) + carry;
      t[N - 1] = static_cast<uint64_t>(v);
      t[N] = t[N + 1] + static_cast<uint64_t>(v >> 64);
    }
    E r;
    std::memcpy(r.data(), t, 8 * N);
    return Reduce(r, t[N]);
  }
  // The exponent is no secret.
  E Pow(const E& a, const E& exponent) const {
    E r = one_;
    for (int i = 64 * N - 1; i >= 0; i--) {
      r = Mul(r, r);
      if (exponent[i / 64] >> (i % 64) & 1) r = Mul(r, a);
    }
    return r;
  }
  // 0 has 0 for its inverse.
  E Inverse(const E& a) const {
    E e;
    Minus(&e, m_, E{2});
    return Pow(a, e);
  }

  static bool Zero(const E& a) {
    uint64_t any = 0;
    for (uint64_t w : a) any |= w;
    return any == 0;
  }
  bool Canonical(const E& a) const {
    E t;
    return Minus(&t, a, m_) != 0;
  }
  // *a = b where mask is all ones.
  static void Select(E* a, const E& b, uint64_t mask) {
    for (int i = 0; i < N; i++) (*a)[i] ^= ((*a)[i] ^ b[i]) & mask;
  }
  static void Swap(E* a, E* b, uint64_t mask) {
    for (int i = 0; i < N; i++) {
      uint64_t d = ((*a)[i] ^ (*b)[i]) & mask;
      (*a)[i] ^= d;
      (*b)[i] ^= d;
    }
  }

 private:
  static uint64_t Minus(E* r, const E& a, const E& b) {
    uint64_t borrow = 0;
    for (int i = 0; i < N; i++) {
      u128 v = static_cast<u128>(a[i]) - b[i] - borrow;
      (*r)[i] = static_cast<uint64_t>(v);
      borrow = static_cast<uint64_t>(v >> 64) & 1;
    }
    return borrow;
  }
  // t + carry * 2^(64 N), less than 2 m, modulo m.
  E Reduce(const E& t, uint64_t carry) const {
    E r;
    uint64_t borrow = Minus(&r, t, m_);
    Select(&r, t, -(borrow & (carry ^ 1)));
    return r;
  }

  E m_, one_, rr_;
  uint64_t inv_;
};

// y² = x³ - 3x + b.
template <int N>
class Curve {
 public:
  using E = typename Field<N>::E;
  // Projective: (X/Z, Y/Z), the infinity has Z = 0.
  struct Point {
    E x, y, z;
  };

  Curve(int size, const char* p, const char* n, const char* b, const char* gx, const char* gy)
      : size(size), f(p), order(n), b_(f.In(Field<N>::Hex(b))),
        base{f.In(Field<N>::Hex(gx)), f.In(Field<N>::Hex(gy)), f.one()} {}

  Point Infinity() const { return {E{}, f.one(), E{}}; }

  // Complete for curves of odd order (Renes, Costello, Batina 2016, algorithm 4): p and q may be any points.
  Point Add(const Point& p, const Point& q) const {
    E xx = f.Mul(p.x, q.x), yy = f.Mul(p.y, q.y), zz = f.Mul(p.z, q.z);
    E xy = f.Sub(f.Mul(f.Add(p.x, p.y), f.Add(q.x, q.y)), f.Add(xx, yy));
    E yz = f.Sub(f.Mul(f.Add(p.y, p.z), f.Add(q.y, q.z)), f.Add(yy, zz));
    E xz = f.Sub(f.Mul(f.Add(p.x, p.z), f.Add(q.x, q.z)), f.Add(xx, zz));
    E s = f.Sub(xz, f.Mul(b_, zz));
    s = f.Add(s, f.Add(s, s));
    E lo = f.Sub(yy, s), hi = f.Add(yy, s);
    E zz3 = f.Add(zz, f.Add(zz, zz));
    E t = f.Sub(f.Sub(f.Mul(b_, xz), zz3), xx);
    t = f.Add(t, f.Add(t, t));
    E u = f.Sub(f.Add(xx, f.Add(xx, xx)), zz3);
    return {f.Sub(f.Mul(xy, hi), f.Mul(yz, t)), f.Add(f.Mul(hi, lo), f.Mul(u, t)),
            f.Add(f.Mul(yz, lo), f.Mul(xy, u))};
  }
  // k * p by windows of four bits; k has n bytes, the most significant first.
  Point Mul(const Point& p, const uint8_t* k, int64_t n) const {
    Point table[16] = {Infinity(), p};
    for (int i = 2; i < 16; i++) table[i] = Add(table[i - 1], p);
    Point r = Infinity();
    for (int64_t i = 0; i < 2 * n; i++) {
      for (int d = 0; d < 4; d++) r = Add(r, r);
      uint64_t nibble = i % 2 == 0 ? k[i / 2] >> 4 : k[i / 2] & 15;
      Point q = table[0];
      for (uint64_t j = 1; j < 16; j++) {
        uint64_t mask = -((((j ^ nibble) - 1) >> 63) & 1);
        Field<N>::Select(&q.x, table[j].x, mask);
        Field<N>::Select(&q.y, table[j].y, mask);
        Field<N>::Select(&q.z, table[j].z, mask);
      }
      r = Add(r, q);
    }
    return r;
  }
  bool Contains(const E& x, const E& y) const {
    if (!f.Canonical(x) || !f.Canonical(y)) return false;
    E a = f.In(x), c = f.In(y);
    E three = f.Add(f.one(), f.Add(f.one(), f.one()));
    E right = f.Add(f.Mul(a, f.Sub(f.Mul(a, a), three)), b_);
    return f.Sub(f.Mul(c, c), right) == E{};
  }
  // x and y one after the other; nothing for the infinity.
  Point Decode(GoSlice s) const {
    if (s.len != 2 * size) return Infinity();
    const uint8_t* p = s.as<uint8_t>();
    return {f.In(Field<N>::Bytes(p, size)), f.In(Field<N>::Bytes(p + size, size)), f.one()};
  }
  GoSlice Encode(M* m, const Point& p) const {
    if (Field<N>::Zero(p.z)) return {};
    E inverse = f.Inverse(p.z);
    uint8_t out[2 * 8 * N];
    Field<N>::Put(f.Out(f.Mul(p.x, inverse)), out, size);
    Field<N>::Put(f.Out(f.Mul(p.y, inverse)), out + size, size);
    return runtime::NewByteSlice(m, {reinterpret_cast<char*>(out), static_cast<size_t>(2 * size)});
  }

  const int size;  // bytes of a coordinate
  const Field<N> f, order;

 private:
  const E b_;

 public:
  const Point base;
  const E& b() const { return b_; }
};

const Curve<4>& P224() {
  static const Curve<4>& c = *new Curve<4>(
        28, "ffffffffffffffffffffffffffffffff000000000000000000000001",
        "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
        "b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4",
        "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21",
        "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34");
  return c;
}
const Curve<4>& P256() {
  static const Curve<4>& c = *new Curve<4>(
        32, "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
  return c;
}
const Curve<6>& P384() {
  static const Curve<6>& c = *new Curve<6>(
        48, "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff000000000000"
        "0000ffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec"
        "196accc52973",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85"
        "c8edd3ec2aef",
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a54"
        "5e3872760ab7",
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a43"
        "1d7c90ea0e5f");
  return c;
}
const Curve<9>& P521() {
  static const Curve<9>& c = *new Curve<9>(
        66, "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "fffffffffffffffffffffffffffffffffffffffffffffff",
        "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7"
        "fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
        "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b16"
        "52c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
        "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe"
        "1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
        "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c"
        "550b9013fad0761353c7086a272c24088be94769fd16650");
  return c;
}

// The number of a curve in group.go.
template <typename F>
auto With(int64_t curve, F f) {
  switch (curve) {
    case 0: return f(P224());
    case 1: return f(P256());
    case 2: return f(P384());
    default: return f(P521());
  }
}

template <int N>
typename Field<N>::E Number(const Curve<N>&, GoSlice s) {
  return Field<N>::Bytes(s.as<uint8_t>(), s.len);
}
template <int N>
GoSlice Result(M* m, const Curve<N>& c, const typename Field<N>::E& x) {
  uint8_t out[8 * N + 8];
  Field<N>::Put(x, out, c.size);
  return runtime::NewByteSlice(m, {reinterpret_cast<char*>(out), static_cast<size_t>(c.size)});
}

GoSlice Multiply(M* m, int64_t curve, GoSlice p, GoSlice k) {
  return With(curve, [&](auto& c) {
    return c.Encode(m, c.Mul(p.len == 0 ? c.base : c.Decode(p), k.as<uint8_t>(), k.len));
  });
}
GoSlice Plus(M* m, int64_t curve, GoSlice p, GoSlice q) {
  return With(curve, [&](auto& c) { return c.Encode(m, c.Add(c.Decode(p), c.Decode(q))); });
}
bool Contains(int64_t curve, GoSlice p) {
  return With(curve, [&](auto& c) {
    using F = std::decay_t<decltype(c.f)>;
    if (p.len != 2 * c.size) return false;
    return c.Contains(F::Bytes(p.as<uint8_t>(), c.size), F::Bytes(p.as<uint8_t>() + c.size, c.size));
  });
}
// a * b + d modulo the order.
GoSlice MulAdd(M* m, int64_t curve, GoSlice a, GoSlice b, GoSlice d) {
  return With(curve, [&](auto& c) {
    auto& n = c.order;
    auto r = n.Add(n.Mul(n.In(Number(c, a)), n.In(Number(c, b))), n.In(Number(c, d)));
    return Result(m, c, n.Out(r));
  });
}
GoSlice Invert(M* m, int64_t curve, GoSlice a) {
  return With(curve, [&](auto& c) {
    return Result(m, c, c.order.Out(c.order.Inverse(c.order.In(Number(c, a)))));
  });
}
// The numbers that describe a curve: p, n, b and the base point.
GoSlice Constants(M* m, int64_t curve) {
  return With(curve, [&](auto& c) {
    using F = std::decay_t<decltype(c.f)>;
    std::string out(static_cast<size_t>(5 * c.size), 0);
    uint8_t* p = reinterpret_cast<uint8_t*>(out.data());
    F::Put(c.f.modulus(), p, c.size);
    F::Put(c.order.modulus(), p + c.size, c.size);
    F::Put(c.f.Out(c.b()), p + 2 * c.size, c.size);
    F::Put(c.f.Out(c.base.x), p + 3 * c.size, c.size);
    F::Put(c.f.Out(c.base.y), p + 4 * c.size, c.size);
    return runtime::NewByteSlice(m, out);
  });
}

// ---- Curve25519 and edwards25519

using F25519 = Field<4>;
using E = F25519::E;

const F25519& Prime() {
  static const F25519& f =
      *new F25519("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
  return f;
}
const F25519& Order() {
  static const F25519& f =
      *new F25519("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");
  return f;
}
GoSlice Bytes32(M* m, const E& x) {
  uint8_t out[32];
  F25519::Put(x, out, 32, true);
  return runtime::NewByteSlice(m, {reinterpret_cast<char*>(out), 32});
}

// The function X25519; both have 32 bytes.
GoSlice Ladder(M* m, GoSlice scalar, GoSlice u) {
  const F25519& f = Prime();
  uint8_t k[32];
  std::memcpy(k, scalar.data, 32);
  k[0] &= 248;
  k[31] = (k[31] & 127) | 64;
  E x1 = F25519::Bytes(u.as<uint8_t>(), 32, true);
  x1[3] &= ~uint64_t{0} >> 1;
  x1 = f.In(x1);
  E a24 = f.In(E{121665});
  E x2 = f.one(), z2 = {}, x3 = x1, z3 = f.one();
  uint64_t swap = 0;
  for (int t = 254; t >= 0; t--) {
    uint64_t bit = k[t / 8] >> (t % 8) & 1;
    F25519::Swap(&x2, &x3, -(swap ^ bit));
    F25519::Swap(&z2, &z3, -(swap ^ bit));
    swap = bit;
    E a = f.Add(x2, z2), b = f.Sub(x2, z2), c = f.Add(x3, z3), d = f.Sub(x3, z3);
    E aa = f.Mul(a, a), bb = f.Mul(b, b), da = f.Mul(d, a), cb = f.Mul(c, b);
    E e = f.Sub(aa, bb), sum = f.Add(da, cb), difference = f.Sub(da, cb);
    x3 = f.Mul(sum, sum);
    z3 = f.Mul(x1, f.Mul(difference, difference));
    x2 = f.Mul(aa, bb);
    z2 = f.Mul(e, f.Add(aa, f.Mul(a24, e)));
  }
  F25519::Swap(&x2, &x3, -swap);
  F25519::Swap(&z2, &z3, -swap);
  return Bytes32(m, f.Out(f.Mul(x2, f.Inverse(z2))));
}

// Extended coordinates of -x² + y² = 1 + d x² y²: x = X/Z, y = Y/Z, xy = T/Z.
struct Edwards {
  E x, y, z, t;
};
struct EdwardsCurve {
  E d2;    // 2 d
  E root;  // of -1
  E d;
  Edwards base;

  EdwardsCurve() {
    const F25519& f = Prime();
    auto in = [&](const char* hex) { return f.In(F25519::Hex(hex)); };
    d = in("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");
    d2 = f.Add(d, d);
    root = in("2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0");
    base.x = in("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a");
    base.y = in("6666666666666666666666666666666666666666666666666666666666666658");
    base.z = f.one();
    base.t = f.Mul(base.x, base.y);
  }
  // Complete, too.
  Edwards Add(const Edwards& p, const Edwards& q) const {
    const F25519& f = Prime();
    E a = f.Mul(f.Sub(p.y, p.x), f.Sub(q.y, q.x)), b = f.Mul(f.Add(p.y, p.x), f.Add(q.y, q.x));
    E c = f.Mul(f.Mul(p.t, d2), q.t), zz = f.Mul(p.z, q.z);
    zz = f.Add(zz, zz);
    E e = f.Sub(b, a), g = f.Sub(zz, c), h = f.Add(zz, c), i = f.Add(b, a);
    return {f.Mul(e, g), f.Mul(h, i), f.Mul(g, h), f.Mul(e, i)};
  }
  // k * p; k has 32 bytes, the least significant first.
  Edwards Mul(const Edwards& p, const uint8_t* k) const {
    const F25519& f = Prime();
    Edwards table[16] = {{E{}, f.one(), f.one(), E{}}, p};
    for (int i = 2; i < 16; i++) table[i] = Add(table[i - 1], p);
    Edwards r = table[0];
    for (int i = 63; i >= 0; i--) {
      for (int times = 0; times < 4; times++) r = Add(r, r);
      uint64_t nibble = k[i / 2] >> (4 * (i % 2)) & 15;
      Edwards q = table[0];
      for (uint64_t j = 1; j < 16; j++) {
        uint64_t mask = -((((j ^ nibble) - 1) >> 63) & 1);
        F25519::Select(&q.x, table[j].x, mask);
        F25519::Select(&q.y, table[j].y, mask);
        F25519::Select(&q.z, table[j].z, mask);
        F25519::Select(&q.t, table[j].t, mask);
      }
      r = Add(r, q);
    }
    return r;
  }
  bool Decode(const uint8_t* bytes, Edwards* p) const {
    const F25519& f = Prime();
    E y = F25519::Bytes(bytes, 32, true);
    uint64_t sign = y[3] >> 63;
    y[3] &= ~uint64_t{0} >> 1;
    y = f.In(y);
    E yy = f.Mul(y, y);
    // x² = w; the candidate w^((p+3)/8) is a root of w or of -w, or there is none.
    E w = f.Mul(f.Sub(yy, f.one()), f.Inverse(f.Add(f.Mul(d, yy), f.one())));
    E x = f.Pow(w, F25519::Hex("0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"));
    if (f.Mul(x, x) != w) x = f.Mul(x, root);
    if (f.Mul(x, x) != w) return false;
    if ((f.Out(x)[0] & 1) != sign) x = f.Sub(E{}, x);
    *p = {x, y, f.one(), f.Mul(x, y)};
    return true;
  }
  GoSlice Encode(M* m, const Edwards& p) const {
    const F25519& f = Prime();
    E inverse = f.Inverse(p.z);
    E y = f.Out(f.Mul(p.y, inverse));
    y[3] |= f.Out(f.Mul(p.x, inverse))[0] << 63;
    return Bytes32(m, y);
  }
};
const EdwardsCurve& Ed() {
  static const EdwardsCurve& c = *new EdwardsCurve;
  return c;
}

GoSlice EdwardsBase(M* m, GoSlice k) { return Ed().Encode(m, Ed().Mul(Ed().base, k.as<uint8_t>())); }
// s * base - k * a, and whether a is a point at all.
std::tuple<GoSlice, bool> EdwardsCheck(M* m, GoSlice a, GoSlice k, GoSlice s) {
  const EdwardsCurve& c = Ed();
  Edwards p;
  if (!c.Decode(a.as<uint8_t>(), &p)) return {GoSlice{}, false};
  p.x = Prime().Sub(E{}, p.x);
  p.t = Prime().Sub(E{}, p.t);
  if (k.len != 32 || s.len != 32) return {GoSlice{}, true};
  return {c.Encode(m, c.Add(c.Mul(p, k.as<uint8_t>()), c.Mul(c.base, s.as<uint8_t>()))), true};
}
// A number of up to 64 bytes, the least significant first, modulo the order of edwards25519.
E Wide(GoSlice s) {
  const F25519& n = Order();
  const uint8_t* p = s.as<uint8_t>();
  E r = n.In(F25519::Bytes(p, std::min<int64_t>(s.len, 32), true));
  if (s.len > 32) r = n.Add(r, n.In(n.In(F25519::Bytes(p + 32, s.len - 32, true))));
  return r;
}
GoSlice EdwardsMulAdd(M* m, GoSlice a, GoSlice b, GoSlice c) {
  const F25519& n = Order();
  return Bytes32(m, n.Out(n.Add(n.Mul(Wide(a), Wide(b)), Wide(c))));
}
bool EdwardsReduced(GoSlice s) {
  return Order().Canonical(F25519::Bytes(s.as<uint8_t>(), s.len, true));
}

// ---- powers

struct Integer {
  mpz_t z;
  explicit Integer(GoSlice s) {
    mpz_init(z);
    if (s.len > 0) mpz_import(z, static_cast<size_t>(s.len), 1, 1, 1, 0, s.data);
  }
  ~Integer() { mpz_clear(z); }
  Integer(const Integer&) = delete;
};

// x to the power of e modulo n, in as many bytes as n has. n is not 0.
GoSlice ModExp(M* m, GoSlice x, GoSlice e, GoSlice n, bool secret) {
  Integer base(x), exponent(e), modulus(n), r({});
  if (mpz_sgn(modulus.z) == 0) return {};
  if (secret && mpz_odd_p(modulus.z) && mpz_sgn(exponent.z) > 0) {
    mpz_powm_sec(r.z, base.z, exponent.z, modulus.z);
  } else {
    mpz_powm(r.z, base.z, exponent.z, modulus.z);
  }
  std::string out(static_cast<size_t>(n.len), 0);
  if (mpz_sgn(r.z) != 0) {
    size_t size = (mpz_sizeinbase(r.z, 2) + 7) / 8;
    mpz_export(out.data() + out.size() - size, nullptr, 1, 1, 1, 0, r.z);
  }
  return runtime::NewByteSlice(m, out);
}

}  // namespace

MINIGO_NATIVES(crypto_internal_group, Native<&Multiply>("mul"), Native<&Plus>("add"),
               Native<&Contains>("contains"), Native<&MulAdd>("mulAdd"), Native<&Invert>("invert"),
               Native<&Constants>("constants"), Native<&Ladder>("ladder"),
               Native<&EdwardsBase>("EdwardsBase"), Native<&EdwardsCheck>("EdwardsCheck"),
               Native<&EdwardsMulAdd>("EdwardsMulAdd"), Native<&EdwardsReduced>("EdwardsReduced"),
               Native<&ModExp>("ModExp"))

}  // namespace minigo::stdlib
