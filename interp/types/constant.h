// Exact constant values: booleans, strings, integers and rationals of any size, and complex pairs of them, with go/constant's
// operations and limits (integers up to 512 bits in the checker; floats beyond sensible exponents become
// 512-bit big floats as go/constant has them).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/ast.h"
#include "runtime/base/arena.h"

namespace minigo::types {

enum class ConstKind : uint8_t { kUnknown, kBool, kString, kInt, kFloat, kComplex };

enum class Rep : uint8_t { kUnknown, kBool, kString, kInt64, kInt, kRat, kFloat, kComplex };

// An immutable value in an arena (GMP memory comes from the arena's own pool, see constant.cc). nullptr means "no constant".
// What is more than this of values other than kBool and kInt64 is constant.cc's affair.
class ConstValue {
 public:
  Rep rep;
  int64_t i = 0;  // kBool, kInt64; the exponent of kFloat
  explicit ConstValue(Rep r, int64_t v = 0) : rep(r), i(v) {}
};
using Const = const ConstValue*;

inline Rep RepOf(Const x) { return x == nullptr ? Rep::kUnknown : x->rep; }

// Makes values. One per checker; not thread-safe.
class ConstPool {
 public:
  explicit ConstPool(Arena& arena);
  ~ConstPool();

  Const Unknown();
  Const Bool(bool b);
  Const String(std::string_view s);  // copied
  Const Int64(int64_t v);
  Const Uint64(uint64_t v);
  Const Float64(double v);
  // The value of a literal as written (kInt, kFloat, kImag, kRune, kString); Unknown if malformed.
  Const FromLiteral(std::string_view literal, grammar::LitKind kind);

  // The operations of go/constant. Operands are matched to the larger kind. Division by zero is the caller's to exclude;
  // integer division when `int_div`.
  Const UnaryOp(grammar::Op op, Const y, unsigned prec);
  Const BinaryOp(Const x, grammar::Op op, Const y, bool int_div = false);
  Const Shift(Const x, grammar::Op op, unsigned n);
  bool Compare(Const x, grammar::Op op, Const y);
  // Conversions that keep the value, or Unknown.
  Const ToInt(Const x);
  Const ToFloat(Const x);
  Const ToComplex(Const x);
  Const Real(Const x);
  Const Imag(Const x);
  Const MakeImag(Const x);
  Const MakeComplex(Const re, Const im);
  // Rounded to float32 / float64 as a typed constant is; Unknown when infinite.
  Const RoundFloat32(Const x);
  Const RoundFloat64(Const x);

  struct Impl;

 private:
  Impl* impl_;
};

inline ConstKind KindOf(Const x) {
  constexpr ConstKind kKinds[] = {ConstKind::kUnknown, ConstKind::kBool,  ConstKind::kString, ConstKind::kInt,
                                  ConstKind::kInt,     ConstKind::kFloat, ConstKind::kFloat,  ConstKind::kComplex};
  return kKinds[static_cast<int>(RepOf(x))];
}
bool BoolVal(Const x);
std::string_view StringVal(Const x);
bool Int64Val(Const x, int64_t* out);    // false: not an int, or does not fit
bool Uint64Val(Const x, uint64_t* out);
double Float64Val(Const x);  // nearest; of ints and floats
float Float32Val(Const x);
int Sign(Const x);
int BitLen(Const x);
// As go/constant's String (short form) and ExactString.
std::string ConstString(Const x);
std::string ConstExactString(Const x);

}  // namespace minigo::types
