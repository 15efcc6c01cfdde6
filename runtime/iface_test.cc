// Tests of boxing.
#include "runtime/iface.h"

#include <gtest/gtest.h>

#include <cstring>

#include "runtime/heap_testing.h"

namespace minigo::runtime {
namespace {

struct IfaceTest : testing::Test, SoloHeap {
  uint64_t Mallocs() {
    MemStats s;
    heap.ReadStats(&s);
    return s.mallocs;
  }
};

TEST_F(IfaceTest, DirectTypesLieInTheWord) {
  Slot p = 0x1234;
  const Type* t = types.PtrTo(Int());
  Iface i = MakeIface(&m, t, &p);
  EXPECT_EQ(i.type, t);
  EXPECT_EQ(i.data, reinterpret_cast<void*>(0x1234));
  EXPECT_EQ(IfaceMemory(i), &i.data);
  const Type* wrapped = types.ArrayOf(Struct({t}), 1);
  i = MakeIfaceFromMemory(&m, wrapped, &p);
  EXPECT_EQ(i.data, reinterpret_cast<void*>(0x1234));
}

TEST_F(IfaceTest, SmallAndZeroValuesTakeNoMemory) {
  heap.New(&m, Int());
  uint64_t before = Mallocs();
  for (Slot v = 0; v < 256; v++) {
    for (Kind k : {Kind::kUint8, Kind::kUint16, Kind::kInt32, Kind::kInt, Kind::kUint64}) {
      Iface i = MakeIface(&m, types.Basic(k), &v);
      uint64_t back = 0;
      std::memcpy(&back, IfaceMemory(i), types.Basic(k)->size);
      ASSERT_EQ(back, v);
    }
  }
  Slot minus = static_cast<Slot>(int64_t{-1});
  Iface i = MakeIface(&m, types.Basic(Kind::kInt8), &minus);
  EXPECT_EQ(*static_cast<const int8_t*>(IfaceMemory(i)), -1);
  Slot zero[3] = {};
  for (const Type* t : {String(), types.SliceOf(Int()), types.EmptyInterface(), types.Basic(Kind::kFloat64),
                        Struct({}), Struct({Int(), Int()})}) {
    i = MakeIface(&m, t, zero);
    EXPECT_NE(i.data, nullptr);
    for (uint64_t b = 0; b < t->size; b++) ASSERT_EQ(static_cast<const char*>(IfaceMemory(i))[b], 0);
  }
  EXPECT_EQ(Mallocs(), before);
  Slot big = 256;
  MakeIface(&m, Int(), &big);
  EXPECT_EQ(Mallocs(), before + 1);
}

TEST_F(IfaceTest, BoxesAreCopies) {
  const Type* t = types.ArrayOf(types.Basic(Kind::kUint8), 11);
  char value[12] = "hello world";
  Iface i = MakeIfaceFromMemory(&m, t, value);
  value[0] = 'j';
  EXPECT_EQ(std::memcmp(i.data, "hello world", 11), 0);
  const Type* three = types.ArrayOf(types.Basic(Kind::kUint8), 3);
  i = MakeIfaceFromMemory(&m, three, value);
  EXPECT_EQ(std::memcmp(i.data, "jel", 3), 0);
  const Type* s5 = Struct({Int(), String(), String()});
  Slot slots[5] = {1, 2, 3, 4, 5};
  i = MakeIface(&m, s5, slots);
  EXPECT_EQ(std::memcmp(i.data, slots, 40), 0);
  GoString text(value + 1, 4);
  i = MakeIfaceFromMemory(&m, String(), &text);
  EXPECT_EQ(static_cast<GoString*>(i.data)->view(), "ello");
}

}  // namespace
}  // namespace minigo::runtime
