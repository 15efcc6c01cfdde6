// Tests of equality, hashing and slot conversion by type.
#include "runtime/alg.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <set>
#include <vector>

#include "runtime/heap_testing.h"
#include "runtime/iface.h"

namespace minigo::runtime {
namespace {

struct AlgTest : testing::Test, SoloHeap {
  const Type* B(Kind k) { return types.Basic(k); }
  // p == q, and then the hashes agree.
  bool Eq(const Type* t, const void* p, const void* q) {
    AlgError err;
    bool eq = Equal(t, p, q, &err);
    if (err.uncomparable != nullptr) return false;
    if (eq) {
      EXPECT_EQ(Hash(t, p, 42, &err), Hash(t, q, 42, &err)) << t->string.view();
    }
    EXPECT_EQ(Equal(t, q, p, &err), eq);
    EXPECT_EQ(err.uncomparable, nullptr);
    return eq;
  }
};

TEST_F(AlgTest, Floats) {
  double zero = 0.0, minus = -0.0, nan = std::nan(""), one = 1;
  EXPECT_TRUE(Eq(B(Kind::kFloat64), &zero, &minus));
  EXPECT_FALSE(Eq(B(Kind::kFloat64), &nan, &nan));
  EXPECT_TRUE(Eq(B(Kind::kFloat64), &one, &one));
  EXPECT_FALSE(Eq(B(Kind::kFloat64), &one, &zero));
  float fzero = 0.0f, fminus = -0.0f, fnan = std::nanf("");
  EXPECT_TRUE(Eq(B(Kind::kFloat32), &fzero, &fminus));
  EXPECT_FALSE(Eq(B(Kind::kFloat32), &fnan, &fnan));
  Complex128 a{0.0, 1}, b{-0.0, 1}, c{0, 2};
  EXPECT_TRUE(Eq(B(Kind::kComplex128), &a, &b));
  EXPECT_FALSE(Eq(B(Kind::kComplex128), &a, &c));
  Complex64 d{0.0f, 1}, e{-0.0f, 1}, f{std::nanf(""), 0};
  EXPECT_TRUE(Eq(B(Kind::kComplex64), &d, &e));
  EXPECT_FALSE(Eq(B(Kind::kComplex64), &f, &f));
  AlgError err;
  EXPECT_NE(Hash(B(Kind::kFloat64), &nan, 1, &err), Hash(B(Kind::kFloat64), &nan, 1, &err));
}

TEST_F(AlgTest, PaddingAndBlankFieldsDoNotCount) {
  struct Padded {
    int8_t a;
    int64_t b;
    int8_t c;
  };
  const Type* t = Struct({B(Kind::kInt8), Int(), B(Kind::kInt8)});
  Padded p, q;
  std::memset(&p, 0xff, sizeof(p));
  std::memset(&q, 0, sizeof(q));
  p.a = q.a = 1;
  p.b = q.b = 2;
  p.c = q.c = 3;
  EXPECT_TRUE(Eq(t, &p, &q));
  q.c = 4;
  EXPECT_FALSE(Eq(t, &p, &q));

  StructField fields[2];
  fields[0].name = GoString(std::string_view("_"));
  fields[1].name = GoString(std::string_view("x"));
  fields[0].type = fields[1].type = Int();
  t = types.StructOf(List<StructField>(fields, 2));
  int64_t r[2] = {1, 5}, s[2] = {2, 5}, u[2] = {1, 6};
  EXPECT_TRUE(Eq(t, r, s));
  EXPECT_FALSE(Eq(t, r, u));
}

TEST_F(AlgTest, StringsAndArrays) {
  char text[] = "hello hello";
  GoString a(text, 5), b(text + 6, 5), c(text, 4), empty, other(text + 3, 0);
  EXPECT_TRUE(Eq(String(), &a, &b));
  EXPECT_FALSE(Eq(String(), &a, &c));
  EXPECT_TRUE(Eq(String(), &empty, &other));
  GoString x[2] = {a, c}, y[2] = {b, c}, z[2] = {c, a};
  EXPECT_TRUE(Eq(types.ArrayOf(String(), 2), x, y));
  EXPECT_FALSE(Eq(types.ArrayOf(String(), 2), x, z));
}

TEST_F(AlgTest, Interfaces) {
  Slot five = 5, six = 6;
  Iface a = MakeIface(&m, Int(), &five), b = MakeIface(&m, Int(), &five), c = MakeIface(&m, Int(), &six);
  Iface d = MakeIface(&m, B(Kind::kInt32), &five), nil;
  const Type* any = types.EmptyInterface();
  EXPECT_TRUE(Eq(any, &a, &b));
  EXPECT_FALSE(Eq(any, &a, &c));
  EXPECT_FALSE(Eq(any, &a, &d));
  EXPECT_FALSE(Eq(any, &a, &nil));
  EXPECT_TRUE(Eq(any, &nil, &nil));
  // Uncomparable dynamic types: an error only when the types agree.
  Slot zero[3] = {};
  Iface slice = MakeIface(&m, types.SliceOf(Int()), zero);
  const Type* holder = Struct({Int(), types.SliceOf(Int())});
  Slot four[4] = {};
  Iface deep = MakeIface(&m, holder, four);
  AlgError err;
  EXPECT_FALSE(IfaceEqual(slice, a, &err));
  EXPECT_EQ(err.uncomparable, nullptr);
  EXPECT_FALSE(IfaceEqual(slice, slice, &err));
  EXPECT_EQ(err.uncomparable, types.SliceOf(Int()));
  err = {};
  IfaceEqual(deep, deep, &err);
  EXPECT_EQ(err.uncomparable, holder);
  err = {};
  Hash(any, &slice, 0, &err);
  EXPECT_EQ(err.uncomparable, types.SliceOf(Int()));
  err = {};
  // An array of interfaces stops at the first difference before it reaches the slice.
  Iface p[2] = {a, slice}, q[2] = {c, slice};
  EXPECT_FALSE(Equal(types.ArrayOf(any, 2), p, q, &err));
  EXPECT_EQ(err.uncomparable, nullptr);
  EXPECT_FALSE(Equal(types.ArrayOf(any, 2), p, p, &err));
  EXPECT_EQ(err.uncomparable, types.SliceOf(Int()));
  // A NaN in an interface is not equal to itself even when the box is one.
  double nan = std::nan("");
  Slot bits;
  std::memcpy(&bits, &nan, 8);
  Iface n = MakeIface(&m, B(Kind::kFloat64), &bits);
  err = {};
  EXPECT_FALSE(IfaceEqual(n, n, &err));
}

TEST_F(AlgTest, HashesSpread) {
  std::set<uint64_t> full;
  std::vector<int> low(256), high(256);
  for (uint64_t i = 0; i < 65536; i++) {
    AlgError err;
    uint64_t h = Hash(Int(), &i, 7, &err);
    full.insert(h);
    uint32_t folded = static_cast<uint32_t>(h ^ (h >> 32));  // what maps use
    low[folded & 255]++;
    high[folded >> 24]++;
  }
  EXPECT_EQ(full.size(), 65536u);
  for (int i = 0; i < 256; i++) {
    EXPECT_NEAR(low[i], 256, 100);
    EXPECT_NEAR(high[i], 256, 100);
  }
  // Every byte of every length counts.
  std::vector<char> text(200, 'a');
  for (size_t n = 1; n <= text.size(); n++) {
    std::set<uint64_t> seen = {HashBytes(text.data(), n, 1), HashBytes(text.data(), n, 2),
                               HashBytes(text.data(), n - 1, 1)};
    for (size_t i = 0; i < n; i++) {
      text[i] = 'b';
      seen.insert(HashBytes(text.data(), n, 1));
      text[i] = 'a';
    }
    EXPECT_EQ(seen.size(), n + 3) << n;
  }
}

TEST_F(AlgTest, Slots) {
  auto round = [&](Kind k, Slot canonical) {
    Slot mem = ~uint64_t{0}, back = 0x5555555555555555;
    StoreSlots(B(k), &canonical, &mem);
    LoadSlots(B(k), &mem, &back);
    EXPECT_EQ(back, canonical) << static_cast<int>(k);
    uint64_t size = B(k)->size;
    if (size < 8) {
      EXPECT_EQ(mem >> (size * 8), ~uint64_t{0} >> (size * 8));  // no byte beyond
    }
  };
  for (Kind k : {Kind::kInt8, Kind::kInt16, Kind::kInt32, Kind::kInt64, Kind::kInt}) {
    round(k, static_cast<Slot>(int64_t{-100}));
    round(k, 100);
  }
  for (Kind k : {Kind::kUint8, Kind::kUint16, Kind::kUint32, Kind::kUint64, Kind::kUintptr}) round(k, 200);
  round(Kind::kBool, 1);
  round(Kind::kFloat32, 0x80000001);
  round(Kind::kFloat64, 0x8000000000000001);
  round(Kind::kComplex64, 0x8000000180000001);
  const Type* t = types.ArrayOf(B(Kind::kUint8), 13);
  Slot slots[2] = {0x0807060504030201, 0xffffff0d0c0b0a09}, loaded[2] = {1, 2};
  char mem[14];
  mem[13] = 'x';
  StoreSlots(t, slots, mem);
  EXPECT_EQ(mem[12], 13);
  EXPECT_EQ(mem[13], 'x');
  LoadSlots(t, mem, loaded);
  EXPECT_EQ(loaded[0], slots[0]);
  EXPECT_EQ(loaded[1], 0x0d0c0b0a09u);  // padding is zero
  EXPECT_EQ(SlotCount(t), 2);
  GoSlice s{mem, 3, 4}, s2;
  LoadSlots(types.SliceOf(Int()), &s, reinterpret_cast<Slot*>(&s2));
  EXPECT_EQ(s2.data, mem);
  EXPECT_EQ(s2.cap, 4);
}

}  // namespace
}  // namespace minigo::runtime
