// This file implements the instantiation of generic types and functions, and whether type arguments satisfy constraints.
#include "interp/types/checker.h"
#include "interp/types/context.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

List<TypeParam*> TypeParamsOf(Type* t) {
  switch (t->kind) {
    case TypeKind::kNamed: return NamedTypeParams(As<Named>(t));
    case TypeKind::kAlias: return As<Alias>(t)->tparams;
    case TypeKind::kSignature: return As<Signature>(t)->tparams;
    default: return {};
  }
}

Type* Checker::CheckInstance(grammar::Pos pos, Type* orig, List<Type*> targs, Named* expanding, Context* ctxt) {
  if (ctxt == nullptr) ctxt = this->ctxt;
  uint64_t hash = Context::Hash(orig, targs);
  if (Type* inst = ctxt->Lookup(hash, orig, targs); inst != nullptr) return inst;

  Type* res = nullptr;
  switch (orig->kind) {
    case TypeKind::kNamed:
      res = NewNamedInstance(pos, As<Named>(orig), targs, expanding);  // substituted when needed
      break;
    case TypeKind::kAlias: {
      auto* a = As<Alias>(orig);
      if (!ValidateTArgLen(pos, a->obj->name_view(), static_cast<int>(a->tparams.size()),
                           static_cast<int>(targs.size()))) {
        return Invalid();
      }
      if (a->tparams.empty()) return orig;
      res = NewAliasInstance(pos, a, targs, expanding, ctxt);
      break;
    }
    case TypeKind::kSignature: {
      auto* sig = As<Signature>(orig);
      if (sig->tparams.size() != targs.size()) {
        std::string name;
        WriteType(&name, sig, this);
        ValidateTArgLen(pos, name, static_cast<int>(sig->tparams.size()), static_cast<int>(targs.size()));
        return Invalid();
      }
      if (sig->tparams.empty()) return orig;
      auto* inst = As<Signature>(Subst(pos, sig, TypeMap(sig->tparams, targs), nullptr, ctxt));
      // A copy, even if no type parameter occurs in it: it is not generic any more.
      if (inst == sig) inst = arena().New<Signature>(*sig);
      inst->tparams = {};
      res = inst;
      break;
    }
    default:
      return Invalid();
  }
  return ctxt->Update(hash, orig, targs, res);
}

bool Checker::ValidateTArgLen(grammar::Pos pos, std::string_view name, int want, int got) {
  if (got == want) return true;
  Errorf(pos, kWrongTypeArgCount, "%s type arguments for type %s: have %d, want %d",
         got < want ? "not enough" : "too many", name, got, want);
  return false;
}

int Checker::Verify(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs, Context* ctxt,
                    std::string* err) {
  TypeMap smap(tparams, targs);
  for (size_t i = 0; i < tparams.size(); i++) {
    TypeParamIface(tparams[i]);  // the bound may have to be wrapped first
    // The constraint may refer to type parameters.
    Type* bound = Subst(pos, tparams[i]->bound, smap, nullptr, ctxt);
    std::string cause;
    if (!Implements(targs[i], bound, true, &cause)) {
      if (err != nullptr) *err = cause;
      return static_cast<int>(i);
    }
  }
  return -1;
}

namespace {

// typ is T or occurs in it as an element of a union or as an embedded type.
bool Mentions(Type* T, Type* typ) {
  if (auto* i = Is<Interface>(T)) {
    for (Type* e : i->embeddeds) {
      if (Mentions(e, typ)) return true;
    }
    return false;
  }
  if (auto* u = Is<Union>(T)) {
    for (const Term& t : u->terms) {
      if (Mentions(t.type, typ)) return true;
    }
    return false;
  }
  return Identical(T, typ);
}

}  // namespace

bool Checker::Implements(Type* V, Type* T, bool constraint, std::string* cause) {
  Type* Vu = Under(V);
  Type* Tu = Under(T);
  if (Vu == nullptr || Tu == nullptr || !IsValid(Vu) || !IsValid(Tu)) return true;  // reported already
  if (auto* p = Is<Pointer>(Vu); p != nullptr && !IsValid(Under(p->base))) return true;

  std::string_view verb = constraint ? "satisfy" : "implement";
  auto* Ti = Is<Interface>(Tu);
  if (Ti == nullptr) {
    if (cause != nullptr) {
      std::string detail = IsInterfacePtr(Tu) ? Sprintf("type %s is pointer to interface, not interface", T)
                                              : Sprintf("%s is not an interface", T);
      *cause = Sprintf("%s does not %s %s (%s)", V, verb, T, detail);
    }
    return false;
  }
  TypeSet* Tset = TypeSetOf(Ti);
  if (Tset->IsAll()) return true;

  auto* Vi = Is<Interface>(Vu);
  if (Vi != nullptr && TypeSetOf(Vi)->IsEmpty()) return true;

  if (Tset->IsEmpty()) {
    if (cause != nullptr) *cause = Sprintf("cannot %s %s (empty type set)", verb, T);
    return false;
  }

  if (!HasAllMethods(V, T, true, [](Type* x, Type* y) { return Identical(x, y); }, cause)) {
    if (cause != nullptr) *cause = Sprintf("%s does not %s %s %s", V, verb, T, std::string(*cause));
    return false;
  }

  auto check_comparability = [&] {
    if (!Tset->IsComparable()) return true;
    // Strictly comparable types are; since go1.20 others whose comparison may panic satisfy the constraint, too.
    if (!ComparableType(V, false)) return true;
    if (constraint && !ComparableType(V, true)) {
      if (pkg == nullptr || AllowVersion(kGo1_20)) return true;
      if (cause != nullptr) *cause = Sprintf("%s to %s comparable requires go1.20 or later", V, verb);
      return false;
    }
    if (cause != nullptr) *cause = Sprintf("%s does not %s comparable", V, verb);
    return false;
  };

  if (!Tset->HasTerms()) return check_comparability();

  // An interface implements another one if its types are among the other's.
  if (Vi != nullptr) {
    if (!TermsSubset(TypeSetOf(Vi)->terms, Tset->terms)) {
      if (cause != nullptr) *cause = Sprintf("%s does not %s %s", V, verb, T);
      return false;
    }
    return check_comparability();
  }

  Type* alt = nullptr;  // a type with which a tilde would have helped
  for (const Term& t : Tset->terms) {
    if (TermIncludes(t, V)) return check_comparability();
    if (alt == nullptr && !t.tilde && Identical(t.type, Under(t.type)) && TermIncludes(Term{true, t.type}, V)) {
      alt = t.type;
    }
  }
  if (cause != nullptr) {
    std::string detail;
    if (alt != nullptr) {
      detail = Sprintf("possibly missing ~ for %s in %s", alt, T);
    } else if (Mentions(Ti, V)) {
      detail = Sprintf("%s mentions %s, but %s is not in the type set of %s", T, V, V, T);
    } else {
      detail = Sprintf("%s missing in %s", V, TermsString(Tset->terms));
    }
    *cause = Sprintf("%s does not %s %s (%s)", V, verb, T, detail);
  }
  return false;
}

}  // namespace minigo::types
