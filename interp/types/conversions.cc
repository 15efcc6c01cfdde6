// This file implements typechecking of conversions.
#include <string>

#include "interp/types/checker.h"

namespace minigo::types {

namespace {

std::string EncodeRune(uint32_t r) {
  std::string s;
  if (r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) r = 0xFFFD;
  if (r < 0x80) {
    s += static_cast<char>(r);
  } else if (r < 0x800) {
    s += static_cast<char>(0xC0 | r >> 6);
    s += static_cast<char>(0x80 | (r & 0x3F));
  } else if (r < 0x10000) {
    s += static_cast<char>(0xE0 | r >> 12);
    s += static_cast<char>(0x80 | (r >> 6 & 0x3F));
    s += static_cast<char>(0x80 | (r & 0x3F));
  } else {
    s += static_cast<char>(0xF0 | r >> 18);
    s += static_cast<char>(0x80 | (r >> 12 & 0x3F));
    s += static_cast<char>(0x80 | (r >> 6 & 0x3F));
    s += static_cast<char>(0x80 | (r & 0x3F));
  }
  return s;
}

bool IsKind(const Type* t, BasicKind kind) {
  const Basic* b = Is<Basic>(Under(t));
  return b != nullptr && b->basic == kind;
}

bool IsUintptr(const Type* t) { return IsKind(t, BasicKind::kUintptr); }
bool IsUnsafePointer(const Type* t) { return IsKind(t, BasicKind::kUnsafePointer); }

bool IsBytesOrRunes(Type* t) {
  Slice* s = UnderIs<Slice>(t);
  return s != nullptr && (IsKind(s->elem, BasicKind::kUint8) || IsKind(s->elem, BasicKind::kInt32));
}

// Whether the constant x can be converted to t's underlying basic type; *val, if wanted, gets the
// value.
bool ConstConvertibleTo(Checker* check, Operand* x, Type* t, Const* val) {
  Basic* b = UnderIs<Basic>(t);
  if (b == nullptr) return false;
  if (check->RepresentableConst(x->val, b, val)) return true;
  if (IsInteger(x->type) && IsString(b)) {
    uint64_t i = 0;
    uint32_t code_point = 0xFFFD;
    if (Uint64Val(x->val, &i) && i <= 0x10FFFF) code_point = static_cast<uint32_t>(i);
    if (val != nullptr) *val = check->constants().String(EncodeRune(code_point));
    return true;
  }
  return false;
}

}  // namespace

bool IsPointer(const Type* t) { return Under(t)->kind == TypeKind::kPointer; }

// Checks the conversion T(x); x becomes its result.
void Checker::Conversion(Operand* x, Type* T) {
  bool const_arg = x->mode == kConstant;
  bool ok = false;
  std::string cause;
  if (const_arg && IsConstType(T)) {
    ok = ConstConvertibleTo(this, x, T, &x->val);
    if (!ok && IsInteger(x->type) && IsInteger(T)) {
      Errorf(x, kInvalidConversion, "constant %s overflows %s", x->val, T);
      x->mode = kInvalid;
      return;
    }
  } else if (const_arg && IsTypeParam(T)) {
    // x must be convertible to each type in T's type set.
    ok = UnderIs(T, [&](Type* u) {
      if (u == nullptr) {
        cause = Sprintf("%s does not contain specific types", T);
        return false;
      }
      if (IsString(x->type) && IsBytesOrRunes(u)) return true;
      if (!ConstConvertibleTo(this, x, u, nullptr)) {
        if (IsInteger(x->type) && IsInteger(u)) {
          cause = Sprintf("constant %s overflows %s (in %s)", x->val, u, T);
        } else {
          cause = Sprintf("cannot convert %s to type %s (in %s)", x, u, T);
        }
        return false;
      }
      return true;
    });
    x->mode = kValue;
  } else if (x->ConvertibleTo(this, T, &cause)) {
    ok = true;
    x->mode = kValue;
  }

  if (!ok) {
    if (!cause.empty()) {
      Errorf(x, kInvalidConversion, "cannot convert %s to type %s: %s", x, T, cause);
    } else {
      Errorf(x, kInvalidConversion, "cannot convert %s to type %s", x, T);
    }
    x->mode = kInvalid;
    return;
  }

  // The conversion gives an untyped argument its type.
  if (IsUntyped(x->type)) {
    Type* final = T;
    if (x->type == Typ(BasicKind::kUntypedNil)) {
      // nil has the target's type
    } else if (IsNonTypeParamInterface(T) || (const_arg && !IsConstType(T))) {
      final = DefaultType(x->type);
    } else if (x->mode == kConstant && IsInteger(x->type) && AllString(T)) {
      final = x->type;
    }
    UpdateExprType(x->expr, final, true);
  }
  x->type = T;
}

// Whether T(x) is valid; if not, *cause may get the reason.
bool Operand::ConvertibleTo(Checker* check, Type* T, std::string* cause) const {
  if (AssignableTo(check, T, cause)) return true;

  Type* orig = T;
  Type* V = Unalias(type);
  T = Unalias(T);
  Type* vu = Under(V);
  Type* tu = Under(T);
  TypeParam* vp = Is<TypeParam>(V);
  TypeParam* tp = Is<TypeParam>(T);

  if (vp == nullptr && tp == nullptr && IdenticalIgnoreTags(vu, tu)) return true;

  if (Pointer* v = Is<Pointer>(V)) {
    if (Pointer* t = Is<Pointer>(T)) {
      if (IdenticalIgnoreTags(Under(v->base), Under(t->base)) && !IsTypeParam(v->base) &&
          !IsTypeParam(t->base)) {
        return true;
      }
    }
  }

  if (IsIntegerOrFloat(vu) && IsIntegerOrFloat(tu)) return true;
  if (IsComplex(vu) && IsComplex(tu)) return true;
  if ((IsInteger(vu) || IsBytesOrRunes(vu)) && IsString(tu)) return true;
  if (IsString(vu) && IsBytesOrRunes(tu)) return true;
  if ((IsPointer(vu) || IsUintptr(vu)) && IsUnsafePointer(tu)) return true;
  if (IsUnsafePointer(vu) && (IsPointer(tu) || IsUintptr(tu))) return true;

  if (Slice* s = Is<Slice>(vu)) {
    Array* a = Is<Array>(tu);
    if (a != nullptr && Identical(s->elem, a->elem)) {
      if (check->AllowVersion(kGo1_20)) return true;
      if (cause != nullptr) *cause = "conversion of slice to array requires go1.20 or later";
      return false;
    }
    Pointer* p = Is<Pointer>(tu);
    a = p == nullptr ? nullptr : UnderIs<Array>(p->base);
    if (a != nullptr && Identical(s->elem, a->elem)) {
      if (check->AllowVersion(kGo1_17)) return true;
      if (cause != nullptr)
        *cause = "conversion of slice to array pointer requires go1.17 or later";
      return false;
    }
  }

  if (vp == nullptr && tp == nullptr) return false;

  auto explain = [&](std::string msg) {
    if (cause == nullptr) return;
    if (!cause->empty()) msg += "\n\t" + *cause;
    *cause = std::move(msg);
  };

  // Each type of a type parameter's type set must be convertible.
  if (vp != nullptr) {
    Operand x = *this;
    return TypeParamIs(vp, [&](const Term* v) {
      if (v == nullptr) return false;
      x.type = v->type;
      if (tp == nullptr) {
        if (x.ConvertibleTo(check, T, cause)) return true;
        explain(check->Sprintf("cannot convert %s (in %s) to type %s", v->type, vp, orig));
        return false;
      }
      return TypeParamIs(tp, [&](const Term* t) {
        if (t == nullptr) return false;
        if (x.ConvertibleTo(check, t->type, cause)) return true;
        explain(check->Sprintf("cannot convert %s (in %s) to type %s (in %s)", v->type, vp, t->type,
                               tp));
        return false;
      });
    });
  }
  return TypeParamIs(tp, [&](const Term* t) {
    if (t == nullptr) return false;
    if (ConvertibleTo(check, t->type, cause)) return true;
    explain(check->Sprintf("cannot convert %s to type %s (in %s)", type, t->type, tp));
    return false;
  });
}

}  // namespace minigo::types
