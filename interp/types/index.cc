// This file implements typechecking of index and slice expressions.
#include <string>

#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

using grammar::Expr;

// Checks e. True if it instantiates a generic function: then x is that function, and the caller
// instantiates it.
bool Checker::CheckIndexExpr(Operand* x, grammar::IndexExpr* e) {
  ExprOrType(x, e->x, true);

  switch (x->mode) {
    case kInvalid:
      Use(e->index);
      return false;

    case kTypExpr:
      x->mode = kInvalid;
      x->type = VarType(e);
      if (IsValid(x->type)) x->mode = kTypExpr;
      return false;

    case kValue:
      if (Signature* sig = UnderIs<Signature>(x->type); sig != nullptr && !sig->tparams.empty())
        return true;
      break;

    default:
      break;
  }

  NonGeneric(nullptr, x);
  if (x->mode == kInvalid) return false;
  OrdinaryIndex(x, e);
  return false;
}

namespace {

// What indexing yields for one type of a type set.
struct Indexed {
  Type* key = nullptr;  // of maps
  Type* elem = nullptr;
  int64_t length = -1;
  bool value = false;  // not addressable
};

}  // namespace

void Checker::OrdinaryIndex(Operand* x, grammar::IndexExpr* e) {
  bool valid = false;
  int64_t length = -1;
  Type* key = nullptr;
  Type* u = Under(x->type);
  switch (u->kind) {
    case TypeKind::kBasic:
      if (IsString(u)) {
        valid = true;
        if (x->mode == kConstant) length = static_cast<int64_t>(StringVal(x->val).size());
        x->mode = kValue;
        x->type = impl->byte_type;
      }
      break;

    case TypeKind::kArray:
      valid = true;
      length = As<Array>(u)->len;
      if (x->mode != kVariable) x->mode = kValue;
      x->type = As<Array>(u)->elem;
      break;

    case TypeKind::kPointer:
      if (Array* a = UnderIs<Array>(As<Pointer>(u)->base)) {
        valid = true;
        length = a->len;
        x->mode = kVariable;
        x->type = a->elem;
      }
      break;

    case TypeKind::kSlice:
      valid = true;
      x->mode = kVariable;
      x->type = As<Slice>(u)->elem;
      break;

    case TypeKind::kMap:
      MapIndex(x, e, As<Map>(u)->key, As<Map>(u)->elem);
      return;

    case TypeKind::kInterface: {
      if (!IsTypeParam(x->type)) break;
      Type* elem = nullptr;
      OperandMode mode = kVariable;
      bool ok = UnderIs(x->type, [&](Type* u) {
        Indexed t;
        if (u == nullptr) return false;
        switch (u->kind) {
          case TypeKind::kBasic:
            if (IsString(u)) {
              t.elem = impl->byte_type;
              t.value = true;
            }
            break;
          case TypeKind::kArray:
            t.length = As<Array>(u)->len;
            t.elem = As<Array>(u)->elem;
            t.value = x->mode != kVariable;
            break;
          case TypeKind::kPointer:
            if (Array* a = UnderIs<Array>(As<Pointer>(u)->base)) {
              t.length = a->len;
              t.elem = a->elem;
            }
            break;
          case TypeKind::kSlice:
            t.elem = As<Slice>(u)->elem;
            break;
          case TypeKind::kMap:
            t.key = As<Map>(u)->key;
            t.elem = As<Map>(u)->elem;
            break;
          default:
            break;
        }
        if (t.value) mode = kValue;
        if (t.elem == nullptr) return false;
        if (elem == nullptr) {
          length = t.length;
          key = t.key;
          elem = t.elem;
          return true;
        }
        // Maps do not mix with others, and all elements are of one type.
        if ((key == nullptr) != (t.key == nullptr) || (key != nullptr && !Identical(key, t.key)))
          return false;
        if (!Identical(elem, t.elem)) return false;
        if (t.length >= 0 && t.length < length) length = t.length;
        return true;
      });
      if (!ok) break;
      if (key != nullptr) {
        MapIndex(x, e, key, elem);
        return;
      }
      valid = true;
      x->mode = mode;
      x->type = elem;
      break;
    }

    default:
      break;
  }

  if (!valid) {
    Errorf(e->pos, kNonSliceableOperand, "cannot index %s", x);
    Use(e->index);
    x->mode = kInvalid;
    return;
  }

  Expr* index = SingleIndex(e);
  if (index == nullptr) {
    x->mode = kInvalid;
    return;
  }
  // An invalid recursive type may not have its element type yet.
  if (x->type == nullptr) x->type = Invalid();
  Index(index, length, nullptr);
}

void Checker::MapIndex(Operand* x, grammar::IndexExpr* e, Type* key_type, Type* elem) {
  Expr* index = SingleIndex(e);
  if (index == nullptr) {
    x->mode = kInvalid;
    return;
  }
  Operand key;
  CheckExpr(nullptr, &key, index);
  Assignment(&key, key_type, "map index");
  x->mode = kMapIndex;
  x->type = elem;
  x->expr = e;
}

void Checker::CheckSliceExpr(Operand* x, grammar::SliceExpr* e) {
  CheckExpr(nullptr, x, e->x);
  if (x->mode == kInvalid) {
    for (Expr* index : e->index) {
      if (index != nullptr) Use(index);
    }
    return;
  }

  // The underlying type that all types of x's type set share, strings counting as byte slices.
  Type* ct = nullptr;
  Type* cu = nullptr;
  bool has_string = false, failed = false;
  AllTypes(x->type, [&](Type* t, Type* u) {
    if (u == nullptr) {
      Errorf(x, kNonSliceableOperand, "cannot slice %s: no specific type in %s", x, x->type);
      failed = true;
      return false;
    }
    if (IsString(u)) {
      u = NewSlice(impl->byte_type);
      has_string = true;
    }
    if (cu == nullptr) {
      ct = t;
      cu = u;
      return true;
    }
    if (!Identical(cu, u)) {
      Errorf(x, kNonSliceableOperand, "cannot slice %s: %s and %s have different underlying types",
             x, ct, t);
      failed = true;
      return false;
    }
    return true;
  });
  if (failed) cu = nullptr;
  if (has_string) cu = IsTypeParam(x->type) ? Typ(BasicKind::kString) : Under(x->type);
  if (cu == nullptr) {
    x->mode = kInvalid;
    return;
  }

  bool valid = false;
  int64_t length = -1;
  switch (cu->kind) {
    case TypeKind::kBasic:
      if (IsString(cu)) {
        if (e->full) {
          Expr* at = e->index[2] != nullptr ? e->index[2] : e;
          Error(at, kInvalidSliceExpr, "invalid operation: 3-index slice of string");
          x->mode = kInvalid;
          return;
        }
        valid = true;
        if (x->mode == kConstant) length = static_cast<int64_t>(StringVal(x->val).size());
        if (IsUntyped(x->type)) x->type = Typ(BasicKind::kString);
      }
      break;

    case TypeKind::kArray:
      valid = true;
      length = As<Array>(cu)->len;
      if (x->mode != kVariable) {
        Errorf(x, kNonSliceableOperand, "cannot slice unaddressable value %s", x);
        x->mode = kInvalid;
        return;
      }
      MarkAddressTaken(e->x);
      x->type = NewSlice(As<Array>(cu)->elem);
      break;

    case TypeKind::kPointer:
      if (Array* a = UnderIs<Array>(As<Pointer>(cu)->base)) {
        valid = true;
        length = a->len;
        x->type = NewSlice(a->elem);
      }
      break;

    case TypeKind::kSlice:
      valid = true;
      break;

    default:
      break;
  }

  if (!valid) {
    Errorf(x, kNonSliceableOperand, "cannot slice %s", x);
    x->mode = kInvalid;
    return;
  }
  x->mode = kValue;

  if (e->full && (e->index[1] == nullptr || e->index[2] == nullptr)) {
    Error(e, kInvalidSyntaxTree, "2nd and 3rd index required in 3-index slice");
    x->mode = kInvalid;
    return;
  }
  SliceIndices(e, length);
}

// Checks the indices of e; constant ones must be in range and in order.
void Checker::SliceIndices(grammar::SliceExpr* e, int64_t length) {
  int64_t ind[3];
  for (int i = 0; i < 3; i++) {
    int64_t v = -1;
    if (e->index[i] != nullptr) {
      Index(e->index[i], length >= 0 ? length + 1 : -1, &v);
    } else if (i == 0) {
      v = 0;
    } else if (length >= 0) {
      v = length;
    }
    ind[i] = v;
  }
  for (int i = 0; i < 2; i++) {
    if (ind[i] <= 0) continue;
    for (int j = i + 1; j < 3; j++) {
      if (ind[j] >= 0 && ind[j] < ind[i]) {
        Errorf(e->index[j] != nullptr ? e->index[j] : e, kSwappedSliceIndices,
               "invalid slice indices: %d < %d", ind[j], ind[i]);
        return;
      }
    }
  }
}

// The one index of e; reports if there are several.
Expr* Checker::SingleIndex(grammar::IndexExpr* e) {
  Expr* index = e->index;
  if (index == nullptr) {
    Errorf(e, kInvalidSyntaxTree, "missing index for %s", e->x);
    return nullptr;
  }
  if (auto* l = grammar::Is<grammar::ListExpr>(index)) {
    if (l->elems.size() <= 1) {
      Errorf(e, kInvalidSyntaxTree,
             "invalid use of ListExpr for index expression %v with %d indices", e, l->elems.size());
      return nullptr;
    }
    Error(l->elems[1], kInvalidIndex, "invalid operation: more than one index");
    index = l->elems[0];
  }
  return index;
}

// Checks an index below max (if max >= 0). The result is its type, Typ[Invalid] if it is not valid;
// *val gets its constant value or -1.
Type* Checker::Index(Expr* index, int64_t max, int64_t* val) {
  if (val != nullptr) *val = -1;
  Operand x;
  CheckExpr(nullptr, &x, index);
  if (!IsValidIndex(&x, kInvalidIndex, "index", false)) return Invalid();
  if (x.mode != kConstant) return x.type;
  if (KindOf(x.val) == ConstKind::kUnknown) return Invalid();

  int64_t v = 0;
  Int64Val(x.val, &v);
  if (max >= 0 && v >= max) {
    Errorf(&x, kInvalidIndex, "invalid argument: index %s out of bounds [0:%d]", x.val, max);
    return Invalid();
  }
  if (val != nullptr) *val = v;
  return x.type;
}

// Whether x may be an index, length or capacity (called `what` in messages).
bool Checker::IsValidIndex(Operand* x, Code code, std::string_view what, bool allow_negative) {
  if (x->mode == kInvalid) return false;

  ConvertUntyped(x, Typ(BasicKind::kInt));
  if (x->mode == kInvalid) return false;

  if (!AllInteger(x->type)) {
    Errorf(x, code, "invalid argument: %s %s must be integer", what, x);
    return false;
  }

  if (x->mode == kConstant) {
    if (!allow_negative && Sign(x->val) < 0) {
      Errorf(x, code, "invalid argument: %s %s must not be negative", what, x);
      return false;
    }
    if (!RepresentableConst(x->val, Typ(BasicKind::kInt), &x->val)) {
      Errorf(x, code, "invalid argument: %s %s overflows int", what, x);
      return false;
    }
  }
  return true;
}

}  // namespace minigo::types
