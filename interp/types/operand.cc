// This file implements operands.
#include "interp/types/operand.h"

#include "interp/types/checker.h"

namespace minigo::types {

namespace {

std::string_view ModeString(OperandMode mode) {
  switch (mode) {
    case kInvalid: return "invalid operand";
    case kNoValue: return "no value";
    case kBuiltin: return "built-in";
    case kTypExpr: return "type";
    case kConstant: return "constant";
    case kVariable: return "variable";
    case kMapIndex: return "map index expression";
    case kValue: return "value";
    case kNilValue: return "nil";
    case kCommaOk: return "comma, ok expression";
    case kCommaErr: return "comma, error expression";
    case kCgoFunc: return "cgo function";
  }
  return "";
}

}  // namespace

std::string_view CompositeKind(const Type* t) {
  switch (Under(t)->kind) {
    case TypeKind::kArray: return "array";
    case TypeKind::kSlice: return "slice";
    case TypeKind::kStruct: return "struct";
    case TypeKind::kPointer: return "pointer";
    case TypeKind::kSignature: return "func";
    case TypeKind::kInterface: return "interface";
    case TypeKind::kMap: return "map";
    case TypeKind::kChan: return "chan";
    case TypeKind::kTuple: return "tuple";
    case TypeKind::kUnion: return "union";
    default: return "";
  }
}

std::string OperandString(const Operand* x, Checker* check) {
  if (x->mode == kNilValue) {
    if (x->type == nullptr || !IsValid(x->type)) return "nil (with invalid type)";
    if (const Basic* b = Is<Basic>(x->type); b != nullptr && b->basic == BasicKind::kUntypedNil) return "nil";
    std::string s = "nil (of type ";
    WriteType(&s, x->type, check);
    return s + ")";
  }

  std::string expr;
  if (x->expr != nullptr) {
    expr = grammar::ExprString(x->expr);
  } else if (x->mode == kBuiltin) {
    expr = BuiltinName(x->id);
  } else if (x->mode == kTypExpr) {
    WriteType(&expr, x->type, check);
  } else if (x->mode == kConstant) {
    expr = ConstString(x->val);
  }

  std::string s;
  if (!expr.empty()) s = expr + " (";

  bool has_type = false;
  switch (x->mode) {
    case kInvalid:
    case kNoValue:
    case kBuiltin:
    case kTypExpr: break;
    default:
      if (x->type == nullptr) break;
      if (IsUntyped(x->type)) {
        s += As<Basic>(x->type)->name;
        s += ' ';
      } else {
        has_type = true;
      }
  }

  s += ModeString(x->mode);

  if (x->mode == kConstant) {
    std::string val = ConstString(x->val);
    if (val != expr) s += " " + val;
  }

  if (has_type) {
    if (IsValid(x->type)) {
      std::string desc;
      if (IsGeneric(x->type)) desc = "generic ";
      // Names say little: add what the type is, or for a type parameter its constraint.
      TypeParam* tpar = Is<TypeParam>(Unalias(x->type));
      if (tpar == nullptr && (x->type->kind == TypeKind::kAlias || x->type->kind == TypeKind::kNamed)) {
        std::string_view what = CompositeKind(x->type);
        if (what.empty()) {
          if (const Basic* b = Is<Basic>(Under(x->type))) what = b->name;
        }
        desc += what;
        desc += ' ';
      }
      s += " of " + desc + "type ";
      WriteType(&s, x->type, check);
      if (tpar != nullptr) {
        s += " constrained by ";
        WriteType(&s, tpar->bound, check);
        if (HasEmptyTypeset(tpar)) s += " with empty type set";
      }
    } else {
      s += " with invalid type";
    }
  }

  if (!expr.empty()) s += ')';
  return s;
}

void Operand::SetConst(Checker* check, grammar::LitKind kind, std::string_view literal) {
  BasicKind basic = BasicKind::kInvalid;
  switch (kind) {
    case grammar::LitKind::kInt: basic = BasicKind::kUntypedInt; break;
    case grammar::LitKind::kFloat: basic = BasicKind::kUntypedFloat; break;
    case grammar::LitKind::kImag: basic = BasicKind::kUntypedComplex; break;
    case grammar::LitKind::kRune: basic = BasicKind::kUntypedRune; break;
    case grammar::LitKind::kString: basic = BasicKind::kUntypedString; break;
  }
  Const v = check->constants().FromLiteral(literal, kind);
  if (KindOf(v) == ConstKind::kUnknown) {
    mode = kInvalid;
    type = check->Invalid();
    return;
  }
  mode = kConstant;
  type = check->Typ(basic);
  val = v;
}

bool Operand::AssignableTo(Checker* check, Type* T, std::string* cause, Code* code) const {
  Code ignored;
  if (code == nullptr) code = &ignored;
  *code = kNone;
  if (mode == kInvalid || !IsValid(T)) return true;

  Type* orig_T = T;
  Type* V = Unalias(type);
  T = Unalias(T);
  if (Identical(V, T)) return true;

  Type* Vu = Under(V);
  Type* Tu = Under(T);
  TypeParam* Vp = Is<TypeParam>(V);
  TypeParam* Tp = Is<TypeParam>(T);

  // An untyped value is assignable where it is representable.
  if (IsUntyped(Vu)) {
    *code = kIncompatibleAssign;
    if (Tp != nullptr) {
      // In each type of the type set.
      return TypeParamIs(Tp, [&](const Term* t) {
        return t != nullptr && check->ImplicitTypeAndValue(this, t->type, nullptr, nullptr) != nullptr;
      });
    }
    return check->ImplicitTypeAndValue(this, T, nullptr, nullptr) != nullptr;
  }

  // Identical underlying types, one of the two unnamed, no type parameters.
  if (Identical(Vu, Tu) && (!HasName(V) || !HasName(T)) && Vp == nullptr && Tp == nullptr) return true;

  // V implements the interface T. Pointers to interfaces come this way for the sake of the cause.
  if ((Is<Interface>(Tu) != nullptr && Tp == nullptr) || IsInterfacePtr(Tu)) {
    if (check->Implements(V, T, false, cause)) return true;
    if (Vp == nullptr) {
      *code = kInvalidIfaceAssign;
      return false;
    }
    if (cause != nullptr) cause->clear();
  }

  // An interface value where its dynamic type was meant.
  if (Is<Interface>(Vu) != nullptr && Vp == nullptr && check->Implements(T, V, false, nullptr)) {
    if (cause != nullptr) *cause = "need type assertion";
    *code = kIncompatibleAssign;
    return false;
  }

  // A bidirectional channel with the same elements.
  if (const Chan* Vc = Is<Chan>(Vu); Vc != nullptr && Vc->dir == grammar::ChanDir::kBoth) {
    if (const Chan* Tc = Is<Chan>(Tu); Tc != nullptr && Identical(Vc->elem, Tc->elem)) {
      *code = kInvalidChanAssign;
      return !HasName(V) || !HasName(T);
    }
  }

  *code = kIncompatibleAssign;
  if (Vp == nullptr && Tp == nullptr) return false;

  auto explain = [&](std::string_view format, Type* a, const Type* b, const Type* c) {
    if (cause == nullptr) return;
    std::string msg = check->Sprintf(format, a, b, c);
    if (!cause->empty()) msg += "\n\t" + *cause;
    *cause = std::move(msg);
  };

  // From an unnamed type to a type parameter: to each type of its type set.
  if (!HasName(V) && Tp != nullptr) {
    bool ok = false;
    TypeParamIs(Tp, [&](const Term* t) {
      if (t == nullptr) return false;
      ok = AssignableTo(check, t->type, cause, code);
      if (!ok) explain("cannot assign %s to %s (in %s)", type, t->type, Tp);
      return ok;
    });
    return ok;
  }

  // From a type parameter to an unnamed type: from each type of its type set.
  if (Vp != nullptr && !HasName(T)) {
    Operand x = *this;
    bool ok = false;
    TypeParamIs(Vp, [&](const Term* t) {
      if (t == nullptr) return false;
      x.type = t->type;
      ok = x.AssignableTo(check, T, cause, code);
      if (!ok) explain("cannot assign %s (in %s) to %s", t->type, Vp, orig_T);
      return ok;
    });
    return ok;
  }
  return false;
}

}  // namespace minigo::types
