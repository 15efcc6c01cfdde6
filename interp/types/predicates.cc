// This file implements commonly used predicates on types, and type identity.
#include <vector>

#include "grammar/runes.h"
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

Type* Mutable(const Type* t) { return const_cast<Type*>(t); }

}  // namespace

bool IsIntegerOrFloat(const Type* t) { return IsBasic(t, kIsInteger | kIsFloat); }
bool IsConstType(const Type* t) { return IsBasic(t, kIsConstType); }

bool AllTermsBasic(const Type* t, unsigned info) {
  return TypeParamIs(As<TypeParam>(Unalias(Mutable(t))),
                     [info](const Term* t) { return t != nullptr && IsBasic(t->type, info); });
}

bool HasName(const Type* t) {
  t = Unalias(t);
  return t != nullptr &&
         (t->kind == TypeKind::kBasic || t->kind == TypeKind::kNamed || t->kind == TypeKind::kTypeParam);
}

bool IsNamed(const Type* t) { return HasName(t); }

bool IsTypeLit(const Type* t) {
  t = Unalias(t);
  return t == nullptr || (t->kind != TypeKind::kNamed && t->kind != TypeKind::kTypeParam);
}

bool IsUntypedNumeric(const Type* t) {
  auto* b = Is<Basic>(t);
  return b != nullptr && (b->info & kIsUntyped) != 0 && (b->info & kIsNumeric) != 0;
}

// Of a type parameter the underlying type is an interface, too.
bool IsInterface(const Type* t) { return Is<Interface>(Under(t)) != nullptr; }

bool IsNonTypeParamInterface(const Type* t) { return !IsTypeParam(t) && IsInterface(t); }

bool HasEmptyTypeset(const Type* t) {
  auto* p = UnaliasIs<TypeParam>(Mutable(t));
  if (p == nullptr || p->bound == nullptr) return false;
  auto* iface = Is<Interface>(SafeUnderlying(p->bound));
  return iface != nullptr && iface->tset != nullptr && iface->tset->IsEmpty();
}

bool IsGeneric(const Type* t) {
  if (auto* a = Is<Alias>(t); a != nullptr && !a->tparams.empty() && a->targs.empty()) return true;
  auto* n = Is<Named>(Unalias(t));
  return n != nullptr && n->targs.empty() && !n->tparams.empty();
}

// ---------------------------------------------------------------- comparability

bool Comparable(const Type* t) {
  if (t != nullptr && t->kind == TypeKind::kBasic) return static_cast<const Basic*>(t)->basic != BasicKind::kUntypedNil;
  return !ComparableType(Mutable(t), true);
}

namespace {

TypeError ComparableTypeSeen(Type* T, bool dynamic, std::vector<Type*>* seen) {
  for (Type* s : *seen) {
    if (s == T) return {};
  }
  seen->push_back(T);
  Type* u = Under(T);
  if (u == nullptr) return TypeError::Of("");
  switch (u->kind) {
    case TypeKind::kBasic:
      if (As<Basic>(u)->basic == BasicKind::kUntypedNil) return TypeError::Of("");
      return {};
    case TypeKind::kPointer:
    case TypeKind::kChan:
      return {};
    case TypeKind::kStruct:
      for (Var* f : As<Struct>(u)->fields) {
        if (ComparableTypeSeen(f->type, dynamic, seen)) {
          return TypeError::Of("struct containing %s cannot be compared", f->type);
        }
      }
      return {};
    case TypeKind::kArray:
      if (ComparableTypeSeen(As<Array>(u)->elem, dynamic, seen)) {
        return TypeError::Of("%s cannot be compared", T);
      }
      return {};
    case TypeKind::kInterface: {
      if (dynamic && !IsTypeParam(T)) return {};
      TypeSet* s = TypeSetOf(As<Interface>(u));
      bool comparable;
      if (TermsAll(s->terms)) {
        comparable = s->comparable;
      } else {
        comparable = TypeSetIs(s, [seen](const Term* t) {
          return t != nullptr && !ComparableTypeSeen(t->type, false, seen);
        });
      }
      if (comparable) return {};
      return TypeError::Of(s->IsEmpty() ? "empty type set" : "incomparable types in type set");
    }
    default:
      return TypeError::Of("");
  }
}

}  // namespace

TypeError ComparableType(Type* T, bool dynamic) {
  std::vector<Type*> seen;
  return ComparableTypeSeen(T, dynamic, &seen);
}

bool TypeSet::IsComparable() const {
  if (TermsAll(terms)) return comparable;
  return TypeSetIs(this, [](const Term* t) { return t != nullptr && !ComparableType(t->type, false); });
}

bool HasNil(const Type* t) {
  const Type* u = Under(t);
  if (u == nullptr) return false;
  switch (u->kind) {
    case TypeKind::kBasic:
      return static_cast<const Basic*>(u)->basic == BasicKind::kUnsafePointer;
    case TypeKind::kSlice:
    case TypeKind::kPointer:
    case TypeKind::kSignature:
    case TypeKind::kMap:
    case TypeKind::kChan:
      return true;
    case TypeKind::kInterface:
      return !IsTypeParam(t) || UnderIs(Mutable(t), [](Type* u) { return u != nullptr && HasNil(u); });
    default:
      return false;
  }
}

bool SamePkg(const Package* a, const Package* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  return a->path == b->path;
}

bool IsValidName(std::string_view name) {
  const auto* p = reinterpret_cast<const uint8_t*>(name.data());
  const auto* end = p + name.size();
  for (bool first = true; p < end; first = false) {
    int width;
    grammar::Rune r = grammar::DecodeRune(p, end, &width);
    p += width;
    if (!grammar::IsLetter(r) && r != '_' && (first || !grammar::IsDigit(r))) return false;
  }
  return true;
}

// ---------------------------------------------------------------- identity

namespace {

// Interfaces may refer to themselves through their methods: the pairs under comparison.
struct IfacePair {
  const Interface* x;
  const Interface* y;
  const IfacePair* prev;
  bool Same(const IfacePair& q) const { return (x == q.x && y == q.y) || (x == q.y && y == q.x); }
};

class Comparer {
 public:
  explicit Comparer(bool ignore_tags) : ignore_tags_(ignore_tags) {}

  bool Same(const Type* x, const Type* y, const IfacePair* p) {
    x = Unalias(x);
    y = Unalias(y);
    if (x == y) return true;
    if (x == nullptr || y == nullptr) {
      // No tuple and an empty one are the same.
      const Type* t = x == nullptr ? y : x;
      return t->kind == TypeKind::kTuple && static_cast<const Tuple*>(t)->vars.empty();
    }
    if (x->kind != y->kind) return false;
    switch (x->kind) {
      case TypeKind::kBasic:
        // byte and uint8 differ in name only
        return static_cast<const Basic*>(x)->basic == static_cast<const Basic*>(y)->basic;
      case TypeKind::kArray: {
        auto *a = static_cast<const Array*>(x), *b = static_cast<const Array*>(y);
        return (a->len < 0 || b->len < 0 || a->len == b->len) && Same(a->elem, b->elem, p);
      }
      case TypeKind::kSlice:
        return Same(static_cast<const Slice*>(x)->elem, static_cast<const Slice*>(y)->elem, p);
      case TypeKind::kStruct:
        return SameStruct(static_cast<const Struct*>(x), static_cast<const Struct*>(y), p);
      case TypeKind::kPointer:
        return Same(static_cast<const Pointer*>(x)->base, static_cast<const Pointer*>(y)->base, p);
      case TypeKind::kTuple:
        return SameTuple(static_cast<const Tuple*>(x), static_cast<const Tuple*>(y), p);
      case TypeKind::kSignature:
        return SameSignature(static_cast<const Signature*>(x), static_cast<const Signature*>(y), p);
      case TypeKind::kUnion:
        return SameUnion(static_cast<const Union*>(x), static_cast<const Union*>(y));
      case TypeKind::kInterface:
        return SameInterface(static_cast<const Interface*>(x), static_cast<const Interface*>(y), p);
      case TypeKind::kMap: {
        auto *a = static_cast<const Map*>(x), *b = static_cast<const Map*>(y);
        return Same(a->key, b->key, p) && Same(a->elem, b->elem, p);
      }
      case TypeKind::kChan: {
        auto *a = static_cast<const Chan*>(x), *b = static_cast<const Chan*>(y);
        return a->dir == b->dir && Same(a->elem, b->elem, p);
      }
      case TypeKind::kNamed:
        return SameNamed(static_cast<const Named*>(x), static_cast<const Named*>(y));
      case TypeKind::kTypeParam:
      case TypeKind::kAlias:
        return false;
    }
    return false;
  }

 private:
  bool SameStruct(const Struct* x, const Struct* y, const IfacePair* p) {
    if (x->fields.size() != y->fields.size()) return false;
    for (size_t i = 0; i < x->fields.size(); i++) {
      const Var *f = x->fields[i], *g = y->fields[i];
      if (f->embedded != g->embedded || (!ignore_tags_ && x->Tag(i) != y->Tag(i)) ||
          !SameId(f, g->pkg, g->name) || !Same(f->type, g->type, p)) {
        return false;
      }
    }
    return true;
  }

  bool SameTuple(const Tuple* x, const Tuple* y, const IfacePair* p) {
    size_t n = x == nullptr ? 0 : x->vars.size();
    if (n != (y == nullptr ? 0 : y->vars.size())) return false;
    for (size_t i = 0; i < n; i++) {
      if (!Same(x->vars[i]->type, y->vars[i]->type, p)) return false;
    }
    return true;
  }

  bool SameSignature(const Signature* x, const Signature* y, const IfacePair* p) {
    // Generic ones are the same if they are so with the same type parameters.
    if (x->tparams.size() != y->tparams.size()) return false;
    Tuple* yparams = y->params;
    Tuple* yresults = y->results;
    if (!x->tparams.empty()) {
      TypeMap smap;
      for (size_t i = 0; i < x->tparams.size(); i++) smap.Add(y->tparams[i], x->tparams[i]);
      Checker* check = x->tparams[0]->check;
      for (size_t i = 0; i < x->tparams.size(); i++) {
        Type* ybound = check->Subst(grammar::kNoPos, y->tparams[i]->bound, smap, nullptr, check->ctxt);
        if (!Same(x->tparams[i]->bound, ybound, p)) return false;
      }
      if (yparams != nullptr) {
        yparams = As<Tuple>(check->Subst(grammar::kNoPos, yparams, smap, nullptr, check->ctxt));
      }
      if (yresults != nullptr) {
        yresults = As<Tuple>(check->Subst(grammar::kNoPos, yresults, smap, nullptr, check->ctxt));
      }
    }
    return x->variadic == y->variadic && SameTuple(x->params, yparams, p) && SameTuple(x->results, yresults, p);
  }

  bool SameUnion(const Union* x, const Union* y) {
    if (x->terms.empty() || y->terms.empty()) return x->terms.size() == y->terms.size();
    return TermsEqual(Flatten(x), Flatten(y));
  }

  // The terms of a union, interfaces resolved.
  static TermVector Flatten(const Union* u) {
    TermVector all;
    for (const Term& t : u->terms) {
      Type* ut = Under(t.type);
      if (auto* iface = Is<Interface>(ut)) {
        all = TermsUnion(all, TypeSetOf(iface)->terms);
      } else if (IsValid(ut) && (!t.tilde || Identical(t.type, ut))) {
        all = TermsUnion(all, Terms(&t, 1));
      }
    }
    return all;
  }

  bool SameInterface(const Interface* x, const Interface* y, const IfacePair* p) {
    TypeSet* xset = TypeSetOf(const_cast<Interface*>(x));
    TypeSet* yset = TypeSetOf(const_cast<Interface*>(y));
    if (xset->comparable != yset->comparable) return false;
    if (!TermsEqual(xset->terms, yset->terms)) return false;
    if (xset->methods.size() != yset->methods.size()) return false;
    // Assume that a pair under comparison is the same.
    IfacePair q{x, y, p};
    for (; p != nullptr; p = p->prev) {
      if (p->Same(q)) return true;
    }
    for (size_t i = 0; i < xset->methods.size(); i++) {
      Func *f = xset->methods[i], *g = yset->methods[i];
      if (!SameId(f, g->pkg, g->name) || !Same(f->type, g->type, &q)) return false;
    }
    return true;
  }

  bool SameNamed(const Named* x, const Named* y) {
    if (!IdenticalOrigin(x, y) || x->targs.size() != y->targs.size()) return false;
    for (size_t i = 0; i < x->targs.size(); i++) {
      if (!Identical(x->targs[i], y->targs[i])) return false;
    }
    return true;
  }

  bool ignore_tags_;
};

}  // namespace

bool IdenticalSlow(const Type* x, const Type* y) { return Comparer(false).Same(x, y, nullptr); }

bool IdenticalIgnoreTags(const Type* x, const Type* y) { return x == y || Comparer(true).Same(x, y, nullptr); }

bool IdenticalOrigin(const Named* x, const Named* y) { return x->origin->obj == y->origin->obj; }

bool IdenticalInstance(const Type* xorig, const List<Type*>& xargs, const Type* yorig, const List<Type*>& yargs) {
  if (xargs.size() != yargs.size()) return false;
  for (size_t i = 0; i < xargs.size(); i++) {
    if (!Identical(xargs[i], yargs[i])) return false;
  }
  return Identical(xorig, yorig);
}

// ---------------------------------------------------------------- untyped types

Type* DefaultType(Type* t) {
  auto* b = Is<Basic>(t);
  if (b == nullptr || (b->info & kIsUntyped) == 0) return t;
  // The predeclared basic types stand in one array, in the order of their kinds; then byte and rune.
  Basic* typ = b - static_cast<int>(b->basic);
  constexpr int kRuneIndex = static_cast<int>(BasicKind::kUntypedNil) + 2;
  switch (b->basic) {
    case BasicKind::kUntypedBool: return typ + static_cast<int>(BasicKind::kBool);
    case BasicKind::kUntypedInt: return typ + static_cast<int>(BasicKind::kInt);
    case BasicKind::kUntypedRune: return typ + kRuneIndex;
    case BasicKind::kUntypedFloat: return typ + static_cast<int>(BasicKind::kFloat64);
    case BasicKind::kUntypedComplex: return typ + static_cast<int>(BasicKind::kComplex128);
    case BasicKind::kUntypedString: return typ + static_cast<int>(BasicKind::kString);
    default: return t;
  }
}

Type* MaxType(Type* x, Type* y) {
  if (x == y) return x;
  if (IsUntypedNumeric(x) && IsUntypedNumeric(y)) return As<Basic>(x)->basic > As<Basic>(y)->basic ? x : y;
  return nullptr;
}

// ---------------------------------------------------------------- underlying types

Type* UnderSlow(Type* t) {
  switch (t->kind) {
    case TypeKind::kNamed: return NamedUnderlying(static_cast<Named*>(t));
    case TypeKind::kAlias: return Under(Unalias(t));
    case TypeKind::kTypeParam: return TypeParamIface(static_cast<TypeParam*>(t));
    default: return t;
  }
}

Type* Deref(Type* t, bool* was_pointer) {
  auto* p = UnaliasIs<Pointer>(t);
  if (was_pointer != nullptr) *was_pointer = p != nullptr;
  return p == nullptr ? t : p->base;
}

}  // namespace minigo::types
