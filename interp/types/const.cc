// This file implements functions for constant operands: overflow, representability, implicit
// conversion.
#include <cmath>

#include "interp/types/checker.h"

namespace minigo::types {

// Checks that the constant x is representable in its type; untyped ones must not grow without
// bound.
void Checker::Overflow(Operand* x, grammar::Pos op_pos) {
  if (KindOf(x->val) == ConstKind::kUnknown) {
    Error(op_pos, kInvalidConstVal, "constant result is not representable");
    return;
  }

  if (IsTyped(x->type)) {
    Representable(x, As<Basic>(Under(x->type)));
    return;
  }

  constexpr int kPrecision = 512;
  if (KindOf(x->val) == ConstKind::kInt && BitLen(x->val) > kPrecision) {
    std::string op(OpName(x->expr));
    if (!op.empty()) op += " ";
    Errorf(op_pos, kInvalidConstVal, "constant %soverflow", op);
    x->val = constants().Unknown();
  }
}

namespace {

bool FitsInt(int64_t x, BasicKind kind) {
  switch (kind) {
    case BasicKind::kInt8:
      return INT8_MIN <= x && x <= INT8_MAX;
    case BasicKind::kInt16:
      return INT16_MIN <= x && x <= INT16_MAX;
    case BasicKind::kInt32:
      return INT32_MIN <= x && x <= INT32_MAX;
    case BasicKind::kUint8:
      return 0 <= x && x <= UINT8_MAX;
    case BasicKind::kUint16:
      return 0 <= x && x <= UINT16_MAX;
    case BasicKind::kUint32:
      return 0 <= x && x <= UINT32_MAX;
    case BasicKind::kUint:
    case BasicKind::kUintptr:
    case BasicKind::kUint64:
      return 0 <= x;
    default:  // int, int64, untyped
      return true;
  }
}

bool FitsFloat32(Const x) { return !std::isinf(Float32Val(x)); }
bool FitsFloat64(Const x) { return !std::isinf(Float64Val(x)); }

bool Known(Const x) { return KindOf(x) != ConstKind::kUnknown; }

}  // namespace

// Whether x can be a value of the basic type. *rounded, if wanted, gets the value that it then has.
bool Checker::RepresentableConst(Const x, Basic* type, Const* rounded) {
  if (KindOf(x) == ConstKind::kUnknown) return true;  // reported before
  if (x->rep == Rep::kInt64 && (type->info & kIsInteger) != 0) {
    if (rounded != nullptr) *rounded = x;
    return FitsInt(x->i, type->basic);
  }
  ConstPool& pool = constants();

  if (IsInteger(type)) {
    x = pool.ToInt(x);
    if (KindOf(x) != ConstKind::kInt) return false;
    if (rounded != nullptr) *rounded = x;
    int64_t v = 0;
    if (Int64Val(x, &v)) return FitsInt(v, type->basic);
    switch (type->basic) {
      case BasicKind::kUint:
      case BasicKind::kUintptr:
      case BasicKind::kUint64:
        return Sign(x) >= 0 && BitLen(x) <= 64;
      case BasicKind::kUntypedInt:
        return true;
      default:
        return false;
    }
  }

  if (IsFloat(type)) {
    x = pool.ToFloat(x);
    if (KindOf(x) != ConstKind::kFloat) return false;
    if (type->basic == BasicKind::kUntypedFloat) return true;
    bool narrow = type->basic == BasicKind::kFloat32;
    if (rounded == nullptr) return narrow ? FitsFloat32(x) : FitsFloat64(x);
    Const r = narrow ? pool.RoundFloat32(x) : pool.RoundFloat64(x);
    if (!Known(r)) return false;
    *rounded = r;
    return true;
  }

  if (IsComplex(type)) {
    x = pool.ToComplex(x);
    if (KindOf(x) != ConstKind::kComplex) return false;
    if (type->basic == BasicKind::kUntypedComplex) return true;
    bool narrow = type->basic == BasicKind::kComplex64;
    Const re = pool.Real(x), im = pool.Imag(x);
    if (rounded == nullptr) {
      return narrow ? FitsFloat32(re) && FitsFloat32(im) : FitsFloat64(re) && FitsFloat64(im);
    }
    re = narrow ? pool.RoundFloat32(re) : pool.RoundFloat64(re);
    im = narrow ? pool.RoundFloat32(im) : pool.RoundFloat64(im);
    if (!Known(re) || !Known(im)) return false;
    *rounded = pool.MakeComplex(re, im);
    return true;
  }

  if (IsString(type)) return KindOf(x) == ConstKind::kString;
  if (IsBoolean(type)) return KindOf(x) == ConstKind::kBool;
  return false;
}

// Gives the constant x its representation in the basic type, or reports that there is none.
void Checker::Representable(Operand* x, Basic* type) {
  Code code = Code::kNone;
  Const v = Representation(x, type, &code);
  if (code != Code::kNone) {
    InvalidConversion(code, x, type);
    x->mode = kInvalid;
    return;
  }
  x->val = v;
}

Const Checker::Representation(const Operand* x, Basic* type, Code* code) {
  *code = Code::kNone;
  Const v = x->val;
  if (RepresentableConst(x->val, type, &v)) return v;
  if (IsNumeric(x->type) && IsNumeric(type)) {
    *code = !IsInteger(x->type) && IsInteger(type) ? kTruncatedFloat : kNumericOverflow;
  } else {
    *code = kInvalidConstVal;
  }
  return nullptr;
}

void Checker::InvalidConversion(Code code, Operand* x, Type* target) {
  std::string_view msg = "cannot convert %s to type %s";
  if (code == kTruncatedFloat) msg = "%s truncated to %s";
  if (code == kNumericOverflow) msg = "%s overflows %s";
  Errorf(x, code, msg, x, target);
}

// Gives the untyped x the type `target`, or reports that it cannot have it.
void Checker::ConvertUntyped(Operand* x, Type* target) {
  Const val = nullptr;
  Code code = Code::kNone;
  Type* new_type = ImplicitTypeAndValue(x, target, &val, &code);
  if (code != Code::kNone) {
    InvalidConversion(code, x, IsTypeParam(target) ? target : SafeUnderlying(target));
    x->mode = kInvalid;
    return;
  }
  if (val != nullptr) {
    x->val = val;
    UpdateExprVal(x->expr, val);
  }
  if (new_type != x->type) {
    x->type = new_type;
    UpdateExprType(x->expr, new_type, false);
  }
}

}  // namespace minigo::types
