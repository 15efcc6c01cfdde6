// Tests of making and growing slices. Capacities were printed by Go.
#include "runtime/slice.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "runtime/heap_testing.h"

namespace minigo::runtime {
namespace {

struct SliceTest : testing::Test, SoloHeap {
  // The capacities met while appending one element at a time, from `cap`.
  std::vector<int64_t> Caps(const Type* t, int64_t cap, size_t n) {
    std::vector<int64_t> caps;
    GoSlice s;
    if (cap > 0) MakeSlice(&m, t, cap, cap, &s);
    while (caps.size() < n) {
      GoSlice next;
      EXPECT_TRUE(GrowSlice(&m, t, s, 1, &next));
      EXPECT_EQ(next.len, s.len + 1);
      caps.push_back(next.cap);
      s = {next.data, next.cap, next.cap};
    }
    return caps;
  }
  std::vector<int64_t> Many(const Type* t) {
    std::vector<int64_t> caps;
    for (int64_t n : {1, 3, 5, 7, 9, 17, 33, 65, 100, 129, 300, 1000, 1100, 5000, 33000}) {
      GoSlice s;
      EXPECT_TRUE(GrowSlice(&m, t, {}, n, &s));
      EXPECT_EQ(s.len, n);
      caps.push_back(s.cap);
    }
    return caps;
  }
  using V = std::vector<int64_t>;
};

TEST_F(SliceTest, CapacitiesAreGos) {
  const Type* ptr = types.PtrTo(Int());
  const Type* b5 = types.ArrayOf(types.Basic(Kind::kUint8), 5);
  const Type* s3 = Struct({ptr, ptr, ptr});
  const Type* s40 = Struct({String(), types.ArrayOf(Int(), 3)});
  EXPECT_EQ(Caps(types.Basic(Kind::kUint8), 32, 12), (V{64, 128, 256, 512, 896, 1408, 2048, 3072, 4096, 5376, 6912, 9472}));
  EXPECT_EQ(Caps(Int(), 4, 12), (V{8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792, 2560, 3408}));
  EXPECT_EQ(Caps(ptr, 4, 12), (V{8, 16, 32, 64, 143, 287, 607, 1023, 1535, 2303, 3071, 4095}));
  EXPECT_EQ(Caps(String(), 2, 12), (V{4, 8, 16, 32, 71, 143, 303, 591, 1023, 1535, 2560, 3584}));
  EXPECT_EQ(Caps(s3, 0, 12), (V{1, 2, 4, 8, 16, 37, 74, 170, 341, 682, 1135, 1706}));
  EXPECT_EQ(Caps(b5, 6, 8), (V{12, 25, 51, 102, 204, 409, 819, 1228}));
  EXPECT_EQ(Caps(s40, 0, 12), (V{1, 2, 4, 8, 17, 35, 76, 153, 307, 614, 1024, 1638}));
  EXPECT_EQ(Caps(types.Basic(Kind::kInt32), 8, 8), (V{16, 32, 64, 128, 256, 512, 864, 1344}));
  EXPECT_EQ(Many(types.Basic(Kind::kUint8)), (V{8, 8, 8, 8, 16, 24, 48, 80, 112, 144, 320, 1024, 1152, 5376, 40960}));
  EXPECT_EQ(Many(Int()), (V{1, 3, 6, 8, 10, 18, 36, 72, 112, 144, 336, 1024, 1184, 5120, 33792}));
  EXPECT_EQ(Many(ptr), (V{1, 3, 6, 8, 10, 18, 36, 71, 111, 143, 335, 1023, 1183, 5120, 33792}));
  EXPECT_EQ(Many(String()), (V{1, 3, 5, 7, 9, 18, 35, 71, 111, 143, 303, 1023, 1151, 5120, 33280}));
  EXPECT_EQ(Many(s3), (V{1, 3, 5, 7, 9, 17, 37, 74, 111, 133, 341, 1023, 1135, 5120, 33109}));
  EXPECT_EQ(Many(b5), (V{1, 3, 6, 9, 9, 19, 35, 70, 102, 140, 307, 1075, 1228, 5452, 34406}));
}

TEST_F(SliceTest, GrowKeepsContentsAndZeroesTheRest) {
  for (const Type* t : {types.Basic(Kind::kUint8), Int(), String(), Struct({Int(), String()})}) {
    GoSlice s;
    ASSERT_EQ(MakeSlice(&m, t, 10, 10, &s), SliceError::kNone);
    std::memset(s.data, 0x11, 10 * t->size);
    GoSlice r;
    ASSERT_TRUE(GrowSlice(&m, t, s, 5, &r));
    EXPECT_NE(r.data, s.data);
    EXPECT_EQ(std::memcmp(r.data, s.data, 10 * t->size), 0);
    for (uint64_t i = 10 * t->size; i < static_cast<uint64_t>(r.cap) * t->size; i++) {
      ASSERT_EQ(r.as<char>()[i], 0);
    }
    // With room the array stays, and the new elements are zeroed all the same.
    std::memset(r.as<char>() + 15 * t->size, 0x22, static_cast<uint64_t>(r.cap - 15) * t->size);
    GoSlice q;
    ASSERT_TRUE(GrowSlice(&m, t, r, 1, &q));
    EXPECT_EQ(q.data, r.data);
    EXPECT_EQ(q.as<char>()[15 * t->size], 0);
  }
}

TEST_F(SliceTest, Errors) {
  GoSlice s{this, 1, 2};
  EXPECT_EQ(MakeSlice(&m, Int(), -1, 5, &s), SliceError::kLen);
  EXPECT_EQ(MakeSlice(&m, Int(), 5, 4, &s), SliceError::kCap);
  EXPECT_EQ(MakeSlice(&m, Int(), 5, -1, &s), SliceError::kCap);
  EXPECT_EQ(MakeSlice(&m, Int(), int64_t{1} << 60, int64_t{1} << 60, &s), SliceError::kLen);
  EXPECT_EQ(MakeSlice(&m, Int(), 0, int64_t{1} << 60, &s), SliceError::kCap);
  EXPECT_EQ(s.data, this);
  const Type* empty = Struct({});
  EXPECT_EQ(MakeSlice(&m, empty, int64_t{1} << 60, int64_t{1} << 60, &s), SliceError::kNone);
  EXPECT_EQ(s.len, int64_t{1} << 60);
  GoSlice r;
  EXPECT_TRUE(GrowSlice(&m, empty, s, 1, &r));
  EXPECT_EQ(r.cap, s.len + 1);
  EXPECT_FALSE(GrowSlice(&m, empty, {s.data, INT64_MAX, INT64_MAX}, 1, &r));
  EXPECT_FALSE(GrowSlice(&m, Int(), {}, int64_t{1} << 60, &r));
}

}  // namespace
}  // namespace minigo::runtime
