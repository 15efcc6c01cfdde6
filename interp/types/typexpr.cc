// This file implements the checking of identifiers and type expressions.
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using namespace grammar;  // NOLINT(google-build-using-namespace)

void Checker::Ident(Operand* x, Name* e, bool want_type) {
  Scope* found;
  Object* obj;
  LookupScope(e->value, &found, &obj);
  IdentFor(x, e, want_type, obj, found);
}

void Checker::IdentFor(Operand* x, Name* e, bool want_type, Object* obj, Scope* found) {
  x->mode = kInvalid;
  x->expr = e;
  if (obj == nullptr) {
    if (e->value == impl->blank) {
      Error(e, kInvalidBlank, "cannot use _ as value or type");
    } else if (IsValidName(View(e->value))) {
      Errorf(e, kUndeclaredName, "undefined: %s", e->value);
    }
    return;
  }
  if (found == impl->universe && (obj == impl->comparable || obj == impl->any_object)) {
    if (!VerifyVersionf(e, kGo1_18, "predeclared %s", e->value)) return;
  }
  RecordUse(e, obj);

  bool got_type = obj->kind == ObjectKind::kTypeName;
  if (!got_type && want_type) {
    // Stop here: values have no underlying types, and the message is better.
    Errorf(e, kNotAType, "%s (%s) is not a type", obj->name, ObjectKindString(obj));
    if (Var* v = types::Is<Var>(obj); v != nullptr && v->pkg == pkg) v->used = true;
    return;
  }

  // Types that are wanted go through ObjDecl even when known: there may be a cycle to be reported.
  if (obj->type == nullptr || (got_type && want_type && obj->pkg == pkg && obj->color_index != 0)) ObjDecl(obj);
  Type* typ = obj->type;
  MINIGO_CHECK(typ != nullptr);

  if (!dot_imports.empty()) {
    if (auto it = dot_imports.find(found); it != dot_imports.end()) {
      if (auto name = it->second.find(obj->name); name != it->second.end()) name->second->used = true;
    }
  }

  switch (obj->kind) {
    case ObjectKind::kPkgName:
      Errorf(e, kInvalidPkgUse, "use of package %s not in selector", obj->name);
      return;
    case ObjectKind::kConst:
      AddDeclDep(obj);
      if (!IsValid(typ)) return;
      if (obj == impl->iota) {
        if (iota == nullptr) {
          Error(e, kInvalidIota, "cannot use iota outside constant declaration");
          return;
        }
        x->val = iota;
      } else {
        x->val = types::As<ConstObject>(obj)->value;
      }
      x->mode = kConstant;
      break;
    case ObjectKind::kTypeName: x->mode = kTypExpr; break;
    case ObjectKind::kVar: {
      Var* v = types::As<Var>(obj);
      if (v->pkg == pkg) v->used = true;
      MarkUse(v);
      if (obj->decl_info != nullptr) AddDeclDep(obj);
      if (!IsValid(typ)) return;
      x->mode = kVariable;
      break;
    }
    case ObjectKind::kFunc:
      AddDeclDep(obj);
      x->mode = kValue;
      break;
    case ObjectKind::kBuiltin:
      x->id = types::As<Builtin>(obj)->id;
      x->mode = kBuiltin;
      break;
    case ObjectKind::kNil: x->mode = kNilValue; break;
    case ObjectKind::kLabel: MINIGO_UNREACHABLE();
  }
  x->type = typ;
}

Type* Checker::Typ(grammar::Expr* e) { return DeclaredType(e, nullptr); }

Type* Checker::VarType(grammar::Expr* e) {
  Type* typ = DeclaredType(e, nullptr);
  ValidVarType(e, typ);
  return typ;
}

// Constraint interfaces are no types of variables.
void Checker::ValidVarType(grammar::Expr* e, Type* typ) {
  // What can only turn out well needs no second look.
  switch (typ->kind) {
    case TypeKind::kNamed:
    case TypeKind::kAlias:
    case TypeKind::kInterface: break;
    default: return;
  }
  if (typ->kind == TypeKind::kNamed && pkg != nullptr) {
    auto* n = types::As<Named>(typ);
    if (n->underlying != nullptr && n->underlying->kind != TypeKind::kInterface) return;
  }
  if (IsTypeParam(typ)) return;
  // Later: the type may be in the making.
  Later([this, e, typ] {
    Interface* t = UnderIs<Interface>(typ);
    if (t == nullptr) return;
    Pos pos = StartPos(e);
    TypeSet* tset = ComputeInterfaceTypeSet(this, pos, t);
    if (TypeSetIsMethodSet(tset)) return;
    SoftErrorf(pos, kMisplacedConstraintIface,
               TypeSetIsComparableConstraint(tset)
                   ? "cannot use type %s outside a type constraint: interface is (or embeds) comparable"
                   : "cannot use type %s outside a type constraint: interface contains type constraints",
               typ);
  });
}

Type* Checker::DeclaredType(grammar::Expr* e, TypeName* def) {
  Type* typ = TypInternal(e, def);
  if (IsGeneric(typ)) {
    Errorf(e, kWrongTypeArgCount, "cannot use generic type %s without instantiation", typ);
    typ = Invalid();
  }
  RecordTypeAndValue(e, kTypExpr, typ, nullptr);
  return typ;
}

Type* Checker::GenericType(grammar::Expr* e, std::string* cause) {
  Type* typ = TypInternal(e, nullptr);
  if (IsValid(typ) && !IsGeneric(typ)) {
    if (cause != nullptr) *cause = Sprintf("%s is not a generic type", typ);
    typ = Invalid();
  }
  RecordTypeAndValue(e, kTypExpr, typ, nullptr);
  return typ;
}

namespace {

// The type that a name or selector was found to denote.
Type* TypeOfOperand(Checker* check, Operand* x) {
  switch (x->mode) {
    case kTypExpr: return x->type;
    case kInvalid: break;
    case kNoValue: check->Errorf(x, kNotAType, "%s used as type", x); break;
    default: check->Errorf(x, kNotAType, "%s is not a type", x); break;
  }
  return check->Invalid();
}

Type* NamedType(Checker* check, grammar::Expr* e) {
  Operand x;
  if (e->kind == NodeKind::kName) {
    check->Ident(&x, As<Name>(e), true);
  } else {
    check->Selector(&x, As<SelectorExpr>(e), true);
  }
  return TypeOfOperand(check, &x);
}

Type* CheckMapType(Checker* check, MapType* e) {
  auto* typ = check->arena().New<Map>(nullptr, nullptr);
  typ->key = check->VarType(e->key);
  typ->elem = check->VarType(e->value);
  // Later: comparing needs complete types.
  check->Later([check, typ, e] {
    if (Comparable(typ->key)) return;
    check->Errorf(e->key, kIncomparableMapKey, "invalid map key type %s%s", typ->key,
                  IsTypeParam(typ->key) ? " (missing comparable constraint)" : "");
  });
  return typ;
}

}  // namespace

Type* Checker::TypInternal(grammar::Expr* e0, TypeName* def) {
  switch (e0->kind) {
    case NodeKind::kBadExpr: break;
    case NodeKind::kName:
    case NodeKind::kSelectorExpr: return NamedType(this, e0);
    case NodeKind::kIndexExpr: {
      auto* e = As<IndexExpr>(e0);
      VerifyVersionf(e, kGo1_18, "type instantiation");
      return InstantiatedType(e->x, UnpackList(e->index));
    }
    case NodeKind::kParenExpr: return DeclaredType(As<ParenExpr>(e0)->x, def);
    case NodeKind::kArrayType: {
      auto* e = As<ArrayType>(e0);
      Array* typ = NewArray(nullptr, -1);
      if (e->len != nullptr) {
        typ->len = ArrayLength(e->len);
      } else {
        Error(e, kBadDotDotDotSyntax, "invalid use of [...] array (outside a composite literal)");
      }
      typ->elem = VarType(e->elem);
      if (typ->len >= 0) return typ;
      break;
    }
    case NodeKind::kSliceType: {
      Slice* typ = NewSlice(nullptr);
      typ->elem = VarType(As<SliceType>(e0)->elem);
      return typ;
    }
    case NodeKind::kDotsType: Error(e0, kInvalidSyntaxTree, "invalid use of ..."); break;
    case NodeKind::kStructType: {
      auto* typ = arena().New<Struct>();
      CheckStructType(typ, As<StructType>(e0));
      return typ;
    }
    case NodeKind::kOperation: {
      auto* e = As<Operation>(e0);
      if (e->op == Op::kMul && e->y == nullptr) {
        Pointer* typ = NewPointer(Invalid());  // not nullptr, should the type be its own base
        typ->base = VarType(e->x);
        return IsValid(typ->base) ? static_cast<Type*>(typ) : Invalid();
      }
      Errorf(e0, kNotAType, "%s is not a type", e0);
      Use(e0);
      break;
    }
    case NodeKind::kFuncType: {
      auto* typ = arena().New<Signature>();
      CheckFuncType(typ, nullptr, {}, As<FuncType>(e0));
      return typ;
    }
    case NodeKind::kInterfaceType: {
      Interface* typ = NewInterface();
      CheckInterfaceType(typ, As<InterfaceType>(e0), def);
      return typ;
    }
    case NodeKind::kMapType: return CheckMapType(this, As<MapType>(e0));
    case NodeKind::kChanType: {
      auto* e = As<ChanType>(e0);
      Chan* typ = NewChan(e->dir, nullptr);
      typ->elem = VarType(e->elem);
      return typ;
    }
    default:
      Errorf(e0, kNotAType, "%s is not a type", e0);
      Use(e0);
      break;
  }
  return Invalid();
}

Type* Checker::InstantiatedType(grammar::Expr* x, List<grammar::Expr*> xlist) {
  std::string cause;
  Type* gtyp = GenericType(x, &cause);
  if (!cause.empty()) Errorf(x, kNotAGenericType, "invalid operation: %s%s (%s)", x, xlist, cause);
  if (!IsValid(gtyp)) return gtyp;

  List<Type*> targs = TypeList(xlist);
  if (targs.empty()) return Invalid();
  Type* inst = CheckInstance(x->pos, gtyp, targs, nullptr, ctxt);
  if (inst == nullptr || !IsValid(inst)) return Invalid();

  // The type parameters may not be set up yet; errors are due here all the same.
  Later([this, x, xlist, targs, gtyp, inst] {
    RecordInstance(x, targs, inst);
    List<TypeParam*> tparams = TypeParamsOf(gtyp);
    TypeName* obj = nullptr;
    if (Named* n = types::Is<Named>(inst)) obj = n->obj;
    if (Alias* a = types::Is<Alias>(inst)) obj = a->obj;
    std::string_view name = obj == nullptr ? std::string_view() : obj->name_view();
    if (!ValidateTArgLen(x->pos, name, static_cast<int>(tparams.size()), static_cast<int>(targs.size()))) return;
    std::string err;
    int i = Verify(x->pos, tparams, targs, ctxt, &err);
    if (i >= 0) {
      Pos pos = static_cast<size_t>(i) < xlist.size() ? StartPos(xlist[i]) : x->pos;
      SoftErrorf(pos, kInvalidTypeArg, "%s", err);
    } else {
      MonoRecordInstance(x->pos, tparams, targs, xlist);
    }
  });
  return inst;
}

int64_t Checker::ArrayLength(grammar::Expr* e) {
  // `type T[P any] …` without its constraint looks like an array: hence these messages.
  if (Name* name = Is<Name>(e)) {
    Object* obj = Lookup(name->value);
    if (obj == nullptr) {
      Errorf(name, kInvalidArrayLen, "undefined array length %s or missing type constraint", name->value);
      return -1;
    }
    if (obj->kind != ObjectKind::kConst) {
      Errorf(name, kInvalidArrayLen, "invalid array length %s", name->value);
      return -1;
    }
  }
  Operand x;
  CheckExpr(nullptr, &x, e);
  if (x.mode != kConstant) {
    if (x.mode != kInvalid) Errorf(&x, kInvalidArrayLen, "array length %s must be constant", &x);
    return -1;
  }
  if (IsUntyped(x.type) || IsInteger(x.type)) {
    Const val = constants().ToInt(x.val);
    int64_t n;
    if (KindOf(val) == ConstKind::kInt && RepresentableConst(val, Typ(BasicKind::kInt), nullptr) &&
        Int64Val(val, &n) && n >= 0) {
      return n;
    }
  }
  Errorf(&x, kInvalidArrayLen,
         IsInteger(x.type) ? "invalid array length %s" : "array length %s must be integer", &x);
  return -1;
}

List<Type*> Checker::TypeList(List<grammar::Expr*> list) {
  List<Type*> types(arena().NewArray<Type*>(list.size()), list.size());
  bool ok = true;
  for (size_t i = 0; i < list.size(); i++) {
    types[i] = VarType(list[i]);
    if (!IsValid(types[i])) ok = false;
  }
  return ok ? types : List<Type*>();
}

}  // namespace minigo::types
