// Tests of numbers and quoted strings as text, and of the leaves of formatting, against results of Go.
#include "stdlib/strconv/number.h"

#include <cmath>
#include <string>

#include "gtest/gtest.h"
#include "stdlib/fmt/format.h"

namespace minigo::stdlib {
namespace {

std::string Float(double f, char fmt, int prec, int bits = 64) {
  std::string s;
  strconv::AppendFloat(&s, f, fmt, prec, bits);
  return s;
}

TEST(NumberTest, FloatsAsGoWritesThem) {
  EXPECT_EQ(Float(0.1, 'g', -1), "0.1");
  EXPECT_EQ(Float(0.1f, 'g', -1, 32), "0.1");
  EXPECT_EQ(Float(1e21, 'g', -1), "1e+21");
  EXPECT_EQ(Float(100000, 'g', 3), "1e+05");
  EXPECT_EQ(Float(2.5, 'e', 0), "2e+00");
  EXPECT_EQ(Float(1, 'f', 3), "1.000");
  EXPECT_EQ(Float(-0.0, 'f', 1), "-0.0");
  EXPECT_EQ(Float(1, 'x', -1), "0x1p+00");
  EXPECT_EQ(Float(1.5, 'b', -1), "6755399441055744p-52");
  EXPECT_EQ(Float(HUGE_VAL, 'g', -1), "+Inf");
  EXPECT_EQ(Float(5e-324, 'e', -1), "5e-324");
  EXPECT_EQ(Float(1, 'z', -1), "%z");
}

TEST(NumberTest, ParseFloatPrefix) {
  double f;
  size_t used;
  EXPECT_EQ(strconv::ParseFloatPrefix("1.5e3x", 64, &f, &used), strconv::NumStatus::kOk);
  EXPECT_EQ(f, 1500);
  EXPECT_EQ(used, 5u);
  EXPECT_EQ(strconv::ParseFloatPrefix("1e400", 64, &f, &used), strconv::NumStatus::kRange);
  EXPECT_TRUE(std::isinf(f));
  EXPECT_EQ(strconv::ParseFloatPrefix("1e-400", 64, &f, &used), strconv::NumStatus::kOk);
  EXPECT_EQ(f, 0);
  EXPECT_EQ(strconv::ParseFloatPrefix("0x1p-2", 64, &f, &used), strconv::NumStatus::kOk);
  EXPECT_EQ(f, 0.25);
  EXPECT_EQ(strconv::ParseFloatPrefix("", 64, &f, &used), strconv::NumStatus::kSyntax);
  EXPECT_EQ(strconv::ParseFloatPrefix("1__0", 64, &f, &used), strconv::NumStatus::kSyntax);
}

TEST(NumberTest, Integers) {
  int64_t i;
  uint64_t u;
  EXPECT_EQ(strconv::ParseInt("-0x80", 0, 8, &i), strconv::NumStatus::kOk);
  EXPECT_EQ(i, -128);
  EXPECT_EQ(strconv::ParseInt("128", 10, 8, &i), strconv::NumStatus::kRange);
  EXPECT_EQ(i, 127);
  EXPECT_EQ(strconv::ParseUint("18446744073709551616", 10, 64, &u), strconv::NumStatus::kRange);
  EXPECT_EQ(u, ~0ull);
  EXPECT_EQ(strconv::ParseUint("1", 1, 64, &u), strconv::NumStatus::kBase);
  EXPECT_EQ(strconv::ParseUint("1", 10, 65, &u), strconv::NumStatus::kBitSize);
}

TEST(NumberTest, Quoting) {
  std::string s;
  strconv::AppendQuoted(&s, "a\"\n\xff\xe4\xb8\x96", '"', strconv::QuoteMode::kAscii);
  EXPECT_EQ(s, "\"a\\\"\\n\\xff\\u4e16\"");
  std::string v;
  EXPECT_EQ(strconv::Unquote(s, &v), s.size());
  EXPECT_EQ(v, "a\"\n\xff\xe4\xb8\x96");
  EXPECT_EQ(strconv::Unquote("\"open", nullptr), 0u);
  EXPECT_EQ(strconv::Unquote("'ab'", nullptr), 0u);
  EXPECT_TRUE(strconv::CanBackquote("a\tb"));
  EXPECT_FALSE(strconv::CanBackquote("a`b"));
}

std::string Format(uint32_t flags, int64_t wid, int64_t prec, int64_t v, char verb) {
  std::string s;
  fmt::Formatter f{&s, flags, wid, prec};
  EXPECT_TRUE(f.Integer(static_cast<uint64_t>(v), true, verb));
  return s;
}

TEST(FormatTest, Integers) {
  EXPECT_EQ(Format(fmt::kWidth | fmt::kZero, 6, 0, -42, 'd'), "-00042");
  EXPECT_EQ(Format(fmt::kWidth | fmt::kMinus | fmt::kZero, 6, 0, 42, 'd'), "42    ");
  EXPECT_EQ(Format(fmt::kSharp, 0, 0, 255, 'x'), "0xff");
  EXPECT_EQ(Format(fmt::kSharp, 0, 0, 8, 'o'), "010");
  EXPECT_EQ(Format(0, 0, 0, 8, 'O'), "0o10");
  EXPECT_EQ(Format(fmt::kPrec, 0, 0, 0, 'd'), "");
  EXPECT_EQ(Format(fmt::kSharp, 0, 0, 0x263A, 'U'), "U+263A '☺'");
  std::string s;
  fmt::Formatter f{&s};
  EXPECT_FALSE(f.Integer(1, true, 's'));
  EXPECT_EQ(s, "");
}

}  // namespace
}  // namespace minigo::stdlib
