// Values as go/constant of Go 1.26 computes and prints them.
#include "interp/types/constant.h"

#include <gtest/gtest.h>

namespace minigo::types {
namespace {

using grammar::LitKind;
using grammar::Op;

class ConstantTest : public testing::Test {
 protected:
  Const Int(std::string_view s) { return pool.FromLiteral(s, LitKind::kInt); }
  Const Float(std::string_view s) { return pool.FromLiteral(s, LitKind::kFloat); }
  Const Imag(std::string_view s) { return pool.FromLiteral(s, LitKind::kImag); }
  std::string Str(std::string_view s) { return std::string(StringVal(pool.FromLiteral(s, LitKind::kString))); }
  int64_t Rune(std::string_view s) {
    int64_t v = -1;
    Int64Val(pool.FromLiteral(s, LitKind::kRune), &v);
    return v;
  }
  Const Bin(Const x, Op op, Const y) { return pool.BinaryOp(x, op, y); }

  Arena arena;
  ConstPool pool{arena};
};

TEST_F(ConstantTest, IntLiterals) {
  EXPECT_EQ(ConstString(Int("0")), "0");
  EXPECT_EQ(ConstString(Int("0x7fff_ffff_ffff_ffff")), "9223372036854775807");
  EXPECT_EQ(ConstString(Int("9223372036854775808")), "9223372036854775808");
  EXPECT_EQ(ConstString(Int("0b1011_1")), "23");
  EXPECT_EQ(ConstString(Int("0o17")), "15");
  EXPECT_EQ(ConstString(Int("017")), "15");
  EXPECT_EQ(ConstString(Int("0xffffffffffffffffffffffff")), "79228162514264337593543950335");
  EXPECT_EQ(KindOf(Int("0b12")), ConstKind::kUnknown);
  EXPECT_EQ(KindOf(Int("089")), ConstKind::kUnknown);
}

TEST_F(ConstantTest, FloatLiterals) {
  EXPECT_EQ(ConstString(Float("0.1")), "0.1");
  EXPECT_EQ(ConstExactString(Float("0.1")), "1/10");
  EXPECT_EQ(ConstExactString(Float("0x1p-2")), "1/4");
  EXPECT_EQ(ConstString(Float("123456.7")), "123456.7");  // %.6g would hide that it is no integer
  EXPECT_EQ(ConstString(Float("1234567.8")), "1.23457e+06");
  EXPECT_EQ(ConstString(Float("1e100")), "1e+100");
  EXPECT_EQ(ConstString(Float("1e-1000")), "1e-1000");
  EXPECT_EQ(ConstString(Float("1e5000")), "1e+5000");
  EXPECT_EQ(ConstExactString(Float("1e-2147483000")), "0");
  EXPECT_EQ(KindOf(Float("1e3000000000")), ConstKind::kUnknown);
  EXPECT_EQ(ConstExactString(Float("0e99999999")), "0");
  EXPECT_EQ(ConstString(Imag("3.5i")), "(0 + 3.5i)");
  EXPECT_EQ(ConstString(Imag("0123i")), "(0 + 123i)");
}

TEST_F(ConstantTest, StringLiterals) {
  EXPECT_EQ(Str(R"("a\tb\x41\101\u00e9\U0001F600\"")"), "a\tbAA\xc3\xa9\xf0\x9f\x98\x80\"");
  EXPECT_EQ(Str("`a\r\nb\\n`"), "a\nb\\n");
  EXPECT_EQ(Str(R"("\xff")"), "\xff");
  EXPECT_EQ(KindOf(pool.FromLiteral(R"("\ud800")", LitKind::kString)), ConstKind::kUnknown);
  EXPECT_EQ(Rune("'a'"), 'a');
  EXPECT_EQ(Rune(R"('\'')"), '\'');
  EXPECT_EQ(Rune(R"('\377')"), 255);
  EXPECT_EQ(Rune("'é'"), 0xe9);
  EXPECT_EQ(Rune(R"('\U0010ffff')"), 0x10ffff);
}

TEST_F(ConstantTest, IntegerArithmetic) {
  EXPECT_EQ(ConstString(Bin(Int("9223372036854775807"), Op::kAdd, Int("1"))), "9223372036854775808");
  EXPECT_EQ(ConstString(Bin(Int("9223372036854775808"), Op::kSub, Int("1"))), "9223372036854775807");
  EXPECT_EQ(ConstString(Bin(Int("4294967296"), Op::kMul, Int("4294967296"))), "18446744073709551616");
  EXPECT_EQ(ConstString(pool.BinaryOp(Int("7"), Op::kDiv, Int("2"), true)), "3");
  EXPECT_EQ(ConstExactString(Bin(Int("7"), Op::kDiv, Int("2"))), "7/2");
  Const min = pool.Int64(INT64_MIN);
  EXPECT_EQ(ConstString(pool.UnaryOp(Op::kSub, min, 0)), "9223372036854775808");
  EXPECT_EQ(ConstString(pool.BinaryOp(min, Op::kRem, pool.Int64(-1), true)), "0");
  EXPECT_EQ(ConstString(pool.UnaryOp(Op::kXor, Int("10"), 0)), "-11");
  EXPECT_EQ(ConstString(pool.UnaryOp(Op::kXor, Int("10"), 8)), "245");
  EXPECT_EQ(ConstString(Bin(Int("0xff00"), Op::kAndNot, Int("0xf000"))), "3840");
  EXPECT_EQ(ConstString(pool.Shift(Int("1"), Op::kShl, 100)), "1267650600228229401496703205376");
  EXPECT_EQ(ConstString(pool.Shift(pool.Int64(-5), Op::kShr, 1)), "-3");
  EXPECT_EQ(ConstString(pool.Shift(pool.Int64(-5), Op::kShr, 100)), "-1");
  EXPECT_EQ(BitLen(pool.Shift(Int("1"), Op::kShl, 511)), 512);
}

TEST_F(ConstantTest, FractionsBecomeFloatsWhenLarge) {
  Const tiny = pool.BinaryOp(Int("1"), Op::kDiv, pool.Shift(Int("1"), Op::kShl, 5000));
  EXPECT_EQ(KindOf(tiny), ConstKind::kFloat);
  EXPECT_EQ(ConstExactString(tiny), "0x.8p-4999");
  EXPECT_EQ(ConstString(Bin(Float("1e4000"), Op::kMul, Float("1e4000"))), "1e+8000");
  EXPECT_EQ(ConstString(pool.ToInt(Bin(Bin(Int("1"), Op::kDiv, Int("3")), Op::kMul, Int("3")))), "1");
}

TEST_F(ConstantTest, Complex) {
  Const z = Bin(Int("1"), Op::kAdd, Imag("2i"));
  EXPECT_EQ(ConstString(Bin(z, Op::kMul, z)), "(-3 + 4i)");
  EXPECT_EQ(ConstString(Bin(z, Op::kDiv, z)), "(1 + 0i)");
  EXPECT_EQ(ConstString(pool.ToInt(Bin(z, Op::kSub, Imag("2i")))), "1");
  EXPECT_EQ(KindOf(pool.ToInt(z)), ConstKind::kUnknown);
  EXPECT_TRUE(pool.Compare(z, Op::kEql, z));
  EXPECT_EQ(ConstString(pool.Real(z)), "1");
  EXPECT_EQ(ConstString(pool.Imag(z)), "2");
}

TEST_F(ConstantTest, Rounding) {
  EXPECT_EQ(Float64Val(Float("0.1")), 0.1);
  EXPECT_EQ(Float32Val(Float("0.1")), 0.1f);
  EXPECT_EQ(Float64Val(Float("4.9406564584124654e-324")), 4.9406564584124654e-324);
  EXPECT_EQ(Float64Val(Float("0x1p-1075")), 0.0);                    // half of the smallest: to even
  EXPECT_EQ(Float64Val(Float("0x1.8p-1075")), 0x1p-1074);
  EXPECT_EQ(Float32Val(Float("0x1.000001p0")), 1.0f);                // a tie: to even
  EXPECT_EQ(Float32Val(Float("0x1.0000010000000000001p0")), 0x1.000002p0f);
  EXPECT_EQ(KindOf(pool.RoundFloat64(Float("1e400"))), ConstKind::kUnknown);
  EXPECT_EQ(ConstExactString(pool.RoundFloat32(Float("0.1"))), "13421773/134217728");
  EXPECT_EQ(Float64Val(Int("9007199254740993")), 9007199254740992.0);
}

TEST_F(ConstantTest, Strings) {
  // A long sum is spelled out once, whatever its shape.
  Const sum = pool.String("");
  std::string want;
  for (int i = 0; i < 50000; i++) {
    sum = Bin(sum, Op::kAdd, pool.String("ab"));
    want += "ab";
  }
  EXPECT_EQ(StringVal(sum), want);
  EXPECT_TRUE(pool.Compare(pool.String("a"), Op::kLss, pool.String("b")));
  EXPECT_EQ(ConstString(pool.String("a\"\n\x01\xff\xe2\x98\xba")), "\"a\\\"\\n\\x01\\xff\xe2\x98\xba\"");
  EXPECT_EQ(ConstString(pool.String(std::string(100, 'x'))), "\"" + std::string(68, 'x') + "...");
}

TEST_F(ConstantTest, Mismatches) {
  EXPECT_EQ(KindOf(Bin(pool.Bool(true), Op::kAdd, Int("1"))), ConstKind::kUnknown);
  EXPECT_EQ(KindOf(Bin(pool.String("a"), Op::kSub, pool.String("b"))), ConstKind::kUnknown);
  EXPECT_EQ(KindOf(Bin(Int("1"), Op::kDiv, Int("0"))), ConstKind::kUnknown);
  EXPECT_EQ(KindOf(Bin(pool.Unknown(), Op::kAdd, Int("1"))), ConstKind::kUnknown);
  EXPECT_EQ(KindOf(nullptr), ConstKind::kUnknown);
  int64_t i;
  EXPECT_FALSE(Int64Val(Int("9223372036854775808"), &i));
  uint64_t u;
  EXPECT_TRUE(Uint64Val(Int("18446744073709551615"), &u));
  EXPECT_EQ(u, UINT64_MAX);
  EXPECT_FALSE(Uint64Val(pool.Int64(-1), &u));
}

}  // namespace
}  // namespace minigo::types
