// Tests of strings. Decoding is compared with an independent reading of the UTF-8 rules.
#include "runtime/string.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "runtime/heap_testing.h"

namespace minigo::runtime {
namespace {

struct StringTest : testing::Test, SoloHeap {
  static GoString G(std::string_view s) { return GoString(s); }
};

TEST_F(StringTest, Concat) {
  EXPECT_EQ(Concat(&m, G("ab"), G("cde")).view(), "abcde");
  GoString a = G("ab");
  EXPECT_EQ(Concat(&m, a, G("")).data, a.data);  // no copy
  EXPECT_EQ(Concat(&m, G(""), a).data, a.data);
  GoString parts[] = {G(""), G("x"), G(""), G("yz"), G("0123456789")};
  EXPECT_EQ(ConcatN(&m, parts, 5).view(), "xyz0123456789");
  EXPECT_EQ(ConcatN(&m, parts, 3).data, parts[1].data);
  EXPECT_EQ(ConcatN(&m, parts, 1).len, 0);
  EXPECT_EQ(ConcatN(&m, parts, 0).len, 0);
  std::string big(100000, 'q');
  EXPECT_EQ(Concat(&m, G(big), G("!")).view(), big + "!");
}

TEST_F(StringTest, Compare) {
  EXPECT_LT(CompareStrings(G("a"), G("b")), 0);
  EXPECT_LT(CompareStrings(G("a"), G("aa")), 0);
  EXPECT_GT(CompareStrings(G("b"), G("aa")), 0);
  EXPECT_GT(CompareStrings(G("\xff"), G("a")), 0);
  EXPECT_EQ(CompareStrings(G(""), GoString()), 0);
  EXPECT_EQ(CompareStrings(G("xyz"), G("xyz")), 0);
}

// The strictest reading: the shortest form, no surrogates, at most U+10FFFF.
int32_t Model(const std::vector<unsigned char>& b, int* width) {
  *width = 1;
  if (b[0] < 0x80) return b[0];
  for (int n = 2; n <= 4; n++) {
    int32_t lead = n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0;
    int32_t mask = n == 2 ? 0xe0 : n == 3 ? 0xf0 : 0xf8;
    if ((b[0] & mask) != lead || b.size() < static_cast<size_t>(n)) continue;
    int32_t r = b[0] & ~mask & 0xff;
    bool ok = true;
    for (int k = 1; k < n; k++) {
      ok = ok && (b[static_cast<size_t>(k)] & 0xc0) == 0x80;
      r = r << 6 | (b[static_cast<size_t>(k)] & 0x3f);
    }
    int32_t least = n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000;
    if (!ok || r < least || r > 0x10ffff || (r >= 0xd800 && r < 0xe000)) return 0xfffd;
    *width = n;
    return r;
  }
  return 0xfffd;
}

TEST_F(StringTest, DecodeAgreesWithTheRules) {
  const unsigned char kTails[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
  for (int first = 0; first < 256; first++) {
    for (unsigned char second : kTails) {
      for (unsigned char third : kTails) {
        for (size_t n = 1; n <= 4; n++) {
          std::vector<unsigned char> b = {static_cast<unsigned char>(first), second, third, 0x85};
          b.resize(n);
          int want_width, width;
          int32_t want = Model(b, &want_width);
          GoString s(reinterpret_cast<char*>(b.data()), static_cast<int64_t>(n));
          ASSERT_EQ(DecodeRune(s, 0, &width), want);
          ASSERT_EQ(width, want_width);
        }
      }
    }
  }
}

TEST_F(StringTest, EveryRuneRoundTrips) {
  for (int32_t r = 0; r <= 0x10ffff; r++) {
    char buf[4];
    int n = EncodeRune(r, buf), width;
    int32_t back = DecodeRune(GoString(buf, n), 0, &width);
    ASSERT_EQ(back, r >= 0xd800 && r < 0xe000 ? 0xfffd : r);
    ASSERT_EQ(width, n);
  }
}

TEST_F(StringTest, Conversions) {
  EXPECT_EQ(StringFromRune(&m, 'A').view(), "A");
  EXPECT_EQ(StringFromRune(&m, 0x20ac).view(), "\xe2\x82\xac");
  for (int64_t bad : {int64_t{-1}, int64_t{0xd800}, int64_t{0x110000}, INT64_MAX, int64_t{1} << 32 | 'A'}) {
    EXPECT_EQ(StringFromRune(&m, bad).view(), "\xef\xbf\xbd");
  }
  GoSlice bytes = BytesFromString(&m, G("hello"));
  EXPECT_EQ(bytes.len, 5);
  EXPECT_EQ(bytes.cap, 8);
  bytes.as<char>()[0] = 'j';
  GoString s = StringFromBytes(&m, bytes);
  bytes.as<char>()[0] = 'x';
  EXPECT_EQ(s.view(), "jello");
  EXPECT_EQ(BytesFromString(&m, GoString()).len, 0);
  EXPECT_NE(BytesFromString(&m, GoString()).data, nullptr);
  GoSlice runes = RunesFromString(&m, G("a\xe2\x82\xac\xff\xf0\x9f\x98\x80"));
  ASSERT_EQ(runes.len, 4);
  EXPECT_EQ(runes.cap, 4);
  const int32_t want[] = {'a', 0x20ac, 0xfffd, 0x1f600};
  EXPECT_EQ(std::memcmp(runes.data, want, sizeof(want)), 0);
  EXPECT_EQ(StringFromRunes(&m, runes).view(), "a\xe2\x82\xac\xef\xbf\xbd\xf0\x9f\x98\x80");
  EXPECT_EQ(StringFromRunes(&m, {}).len, 0);
  EXPECT_EQ(RunesFromString(&m, G("abcde")).cap, 6);
}

}  // namespace
}  // namespace minigo::runtime
