// This file implements type inference: the type arguments of a call of a generic function from the arguments' types and
// from the constraints.
#include <algorithm>
#include <unordered_map>

#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/unify.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

// "P", "P and Q", "P, Q, and R"
std::string TypeParamsString(const List<TypeParam*>& list) {
  size_t n = list.size();
  if (n == 0) return "";
  auto name = [&](size_t i) { return std::string(list[i]->obj->name_view()); };
  if (n == 1) return name(0);
  if (n == 2) return name(0) + " and " + name(1);
  std::string s;
  for (size_t i = 0; i + 1 < n; i++) {
    if (i > 0) s += ", ";
    s += name(i);
  }
  return s + ", and " + name(n - 1);
}

// The core term of a type parameter: its only term (*single), or its core type, with tilde if any term has one.
bool CoreTerm(TypeParam* tpar, Term* core, bool* single) {
  int n = 0;
  bool tilde = false;
  *single = false;
  TypeParamIs(tpar, [&](const Term* t) {
    if (t == nullptr) return false;
    n++;
    *core = *t;
    if (t->tilde) tilde = true;
    return true;
  });
  if (n == 1) {
    *single = true;
    return true;
  }
  if (Type* typ = CommonUnder(tpar, nullptr, nullptr); typ != nullptr) {
    *core = Term{tilde, typ};
    return true;
  }
  return false;
}

int IndexOf(const List<TypeParam*>& list, const Type* t) {
  for (size_t i = 0; i < list.size(); i++) {
    if (list[i] == t) return static_cast<int>(i);
  }
  return -1;
}

// Does any of the parameters occur in a type? With `any`: any type parameter at all.
class TypeParamFinder {
 public:
  TypeParamFinder(const List<TypeParam*>* tparams) : tparams_(tparams) {}  // nullptr: any

  bool Typ(Type* t) {
    if (t == nullptr) return false;
    switch (t->kind) {
      case TypeKind::kBasic: return false;
      case TypeKind::kTypeParam: return tparams_ == nullptr || IndexOf(*tparams_, t) >= 0;
      case TypeKind::kAlias: return Typ(Unalias(t));
      case TypeKind::kArray: return Typ(As<Array>(t)->elem);
      case TypeKind::kSlice: return Typ(As<Slice>(t)->elem);
      case TypeKind::kPointer: return Typ(As<Pointer>(t)->base);
      case TypeKind::kChan: return Typ(As<Chan>(t)->elem);
      case TypeKind::kMap: return Typ(As<Map>(t)->key) || Typ(As<Map>(t)->elem);
      case TypeKind::kTuple: return Vars(As<Tuple>(t));
      case TypeKind::kStruct: {
        auto [it, fresh] = seen_.try_emplace(t, false);
        if (!fresh) return it->second;
        bool r = VarList(As<Struct>(t)->fields);
        seen_[t] = r;
        return r;
      }
      // Type parameters that a signature declares do not count, only its parameters and results do.
      case TypeKind::kSignature: return Vars(As<Signature>(t)->params) || Vars(As<Signature>(t)->results);
      case TypeKind::kUnion: {
        for (const Term& term : As<Union>(t)->terms) {
          if (Typ(term.type)) return true;
        }
        return false;
      }
      case TypeKind::kInterface: {
        auto [it, fresh] = seen_.try_emplace(t, false);
        if (!fresh) return it->second;
        bool r = InterfaceOf(As<Interface>(t));
        seen_[t] = r;
        return r;
      }
      case TypeKind::kNamed:
        for (Type* a : As<Named>(t)->targs) {
          if (Typ(a)) return true;
        }
        return false;
    }
    return false;
  }

 private:
  bool Vars(Tuple* t) { return t != nullptr && VarList(t->vars); }
  bool VarList(const List<Var*>& list) {
    for (Var* v : list) {
      if (Typ(v->type)) return true;
    }
    return false;
  }
  bool InterfaceOf(Interface* t) {
    TypeSet* s = TypeSetOf(t);
    for (Func* m : s->methods) {
      if (Typ(m->type)) return true;
    }
    return TypeSetIs(s, [this](const Term* t) { return t != nullptr && Typ(t->type); });
  }

  const List<TypeParam*>* tparams_;
  std::unordered_map<Type*, bool> seen_;
};

// Finds parameters whose inferred types refer back to them: substituting those would never end. They become unknown.
class CycleFinder {
 public:
  CycleFinder(const List<TypeParam*>& tparams, std::vector<Type*>* inferred) : tparams_(tparams), inferred_(*inferred) {}

  void Typ(Type* t) {
    t = Unalias(t);
    if (t == nullptr || t->kind == TypeKind::kBasic) return;
    if (std::find(path_.begin(), path_.end(), t) != path_.end()) {
      if (int i = IndexOf(tparams_, t); i >= 0) inferred_[i] = nullptr;
      return;
    }
    path_.push_back(t);
    switch (t->kind) {
      case TypeKind::kArray: Typ(As<Array>(t)->elem); break;
      case TypeKind::kSlice: Typ(As<Slice>(t)->elem); break;
      case TypeKind::kPointer: Typ(As<Pointer>(t)->base); break;
      case TypeKind::kChan: Typ(As<Chan>(t)->elem); break;
      case TypeKind::kStruct: VarList(As<Struct>(t)->fields); break;
      case TypeKind::kTuple: VarList(As<Tuple>(t)->vars); break;
      case TypeKind::kMap:
        Typ(As<Map>(t)->key);
        Typ(As<Map>(t)->elem);
        break;
      case TypeKind::kSignature: {
        auto* sig = As<Signature>(t);
        if (sig->params != nullptr) VarList(sig->params->vars);
        if (sig->results != nullptr) VarList(sig->results->vars);
        break;
      }
      case TypeKind::kUnion:
        for (const Term& term : As<Union>(t)->terms) Typ(term.type);
        break;
      case TypeKind::kInterface:
        for (Func* m : As<Interface>(t)->methods) Typ(m->type);
        for (Type* e : As<Interface>(t)->embeddeds) Typ(e);
        break;
      case TypeKind::kNamed:
        for (Type* a : As<Named>(t)->targs) Typ(a);
        break;
      case TypeKind::kTypeParam:
        if (int i = IndexOf(tparams_, t); i >= 0 && inferred_[i] != nullptr) Typ(inferred_[i]);
        break;
      case TypeKind::kBasic:
      case TypeKind::kAlias:
        break;
    }
    path_.pop_back();
  }

 private:
  void VarList(const List<Var*>& list) {
    for (Var* v : list) Typ(v->type);
  }

  const List<TypeParam*>& tparams_;
  std::vector<Type*>& inferred_;
  std::vector<Type*> path_;
};

TypeMap MapOf(const List<TypeParam*>& tparams, const std::vector<Type*>& targs) {
  TypeMap m;
  for (size_t i = 0; i < tparams.size(); i++) m.Add(tparams[i], targs[i]);
  return m;
}

}  // namespace

bool IsParameterized(const List<TypeParam*>& tparams, Type* t) { return TypeParamFinder(&tparams).Typ(t); }

bool HasTypeParams(const Type* t) { return TypeParamFinder(nullptr).Typ(const_cast<Type*>(t)); }

List<Type*> Checker::Infer(grammar::Pos pos, List<TypeParam*> tparams, List<Type*> targs0, Tuple* params,
                           std::span<Operand* const> args, bool reverse, ErrorDesc* err) {
  size_t n = tparams.size();
  std::vector<Type*> targs(targs0.begin(), targs0.end());
  targs.resize(n);
  // Nothing to infer?
  if (std::find(targs.begin(), targs.end(), nullptr) == targs.end()) return List<Type*>::Of(arena(), targs);
  // Arguments in error tell nothing; that was reported.
  for (Operand* a : args) {
    if (a->mode == kInvalid) return {};
  }

  // What is known already may make parameters simpler.
  if (params != nullptr && !params->vars.empty()) {
    params = As<Tuple>(Subst(grammar::kNoPos, params, MapOf(tparams, targs), nullptr, ctxt));
  }

  Unifier u(tparams, List<Type*>(targs.data(), targs.size()), AllowVersion(kGo1_21));

  auto mismatch = [&](Type* tpar, Type* targ, Operand* arg) {
    std::vector<Type*> known = u.Inferred(tparams);
    if (std::all_of(known.begin(), known.end(), [](Type* t) { return t == nullptr; })) {
      err->Addf(arg, "type %s of %s does not match %s (cannot infer %s)", targ, arg->expr, tpar,
                TypeParamsString(tparams));
      return;
    }
    Type* inferred = Subst(arg->pos(), tpar, MapOf(tparams, known), nullptr, ctxt);
    if (inferred == tpar) {
      err->Addf(arg, "type %s of %s does not match %s", targ, arg->expr, tpar);
    } else if (reverse) {
      err->Addf(arg, "inferred type %s for %s does not match type %s of %s", inferred, tpar, targ, arg->expr);
    } else {
      err->Addf(arg, "type %s of %s does not match inferred type %s for %s", targ, arg->expr, inferred, tpar);
    }
  };

  // Step 1: typed arguments.
  std::vector<size_t> untyped;
  for (size_t i = 0; i < args.size(); i++) {
    Operand* arg = args[i];
    if (params == nullptr || i >= params->vars.size()) break;
    Type* par = params->vars[i]->type;
    if (!IsParameterized(tparams, par) && !IsParameterized(tparams, arg->type)) continue;
    if (IsTyped(arg->type)) {
      if (!u.Unify(par, arg->type, kAssignMode)) {
        mismatch(par, arg->type, arg);
        return {};
      }
    } else if (Is<TypeParam>(par) != nullptr && !arg->IsNil()) {
      // Of untyped constants only those matter that are passed for a type parameter itself; they come last.
      untyped.push_back(i);
    }
  }

  // Step 2: constraints, until nothing new comes out.
  while (true) {
    int unknown = u.Unknowns();
    for (TypeParam* tpar : tparams) {
      Type* tx = u.At(tpar);
      Term core;
      bool single;
      if (CoreTerm(tpar, &core, &single)) {
        if (tx != nullptr) {
          // The type argument must match the core type, at least inexactly.
          if (!u.Unify(tx, core.type, kInexact)) {
            err->Addf(pos, "%s (type %s) does not satisfy %s", tpar, tx, tpar->bound);
            return {};
          }
        } else if (single && !core.tilde) {
          u.Set(tpar, core.type);
        }
      }
      // The methods of the type argument tell about parameters in the constraint's methods.
      if (tx != nullptr && !IsParameterized(tparams, tx)) {
        std::string cause;
        Interface* constraint = TypeParamIface(tpar);
        if (!HasAllMethods(tx, constraint, true, [&u](Type* x, Type* y) { return u.Unify(x, y, kExact); }, &cause)) {
          err->Addf(pos, "%s (type %s) does not satisfy %s %s", tpar, tx, tpar->bound, cause);
          return {};
        }
      }
    }
    if (u.Unknowns() == unknown) break;
  }

  // Step 3: default types of untyped arguments for parameters still unknown; of several kinds the largest.
  std::vector<std::pair<TypeParam*, Type*>> max_untyped;
  for (size_t i : untyped) {
    auto* tpar = As<TypeParam>(params->vars[i]->type);
    if (u.At(tpar) != nullptr) continue;
    Operand* arg = args[i];
    auto it = std::find_if(max_untyped.begin(), max_untyped.end(), [&](auto& e) { return e.first == tpar; });
    if (it == max_untyped.end()) {
      max_untyped.push_back({tpar, arg->type});
      continue;
    }
    Type* m = MaxType(it->second, arg->type);
    if (m == nullptr) {
      err->Addf(arg, "mismatched types %s and %s (cannot infer %s)", it->second, arg->type, tpar);
      return {};
    }
    it->second = m;
  }
  for (auto& [tpar, typ] : max_untyped) u.Set(tpar, DefaultType(typ));

  // Step 4: inferred types may contain other type parameters: substitute until none is left.
  std::vector<Type*> inferred = u.Inferred(tparams);
  CycleFinder finder(tparams, &inferred);
  for (TypeParam* p : tparams) finder.Typ(p);

  std::vector<size_t> dirty;
  for (size_t i = 0; i < n; i++) {
    if (inferred[i] != nullptr && targs[i] == nullptr) dirty.push_back(i);
  }
  while (!dirty.empty()) {
    TypeMap smap = MapOf(tparams, inferred);
    std::vector<size_t> still;
    for (size_t i : dirty) {
      Type* t0 = inferred[i];
      Type* t1 = Subst(grammar::kNoPos, t0, smap, nullptr, ctxt);
      if (t1 == t0) continue;
      // A generic function argument whose type parameters are all known is not generic any more.
      if (auto* sig = Is<Signature>(t1); sig != nullptr && !sig->tparams.empty() && !IsParameterized(tparams, sig)) {
        sig->tparams = {};
      }
      inferred[i] = t1;
      still.push_back(i);
    }
    dirty = std::move(still);
  }

  for (size_t i = 0; i < n; i++) {
    if (inferred[i] == nullptr || IsParameterized(tparams, inferred[i])) {
      TypeName* obj = tparams[i]->obj;
      err->Addf(pos, "cannot infer %s (declared at %v)", obj->name, PosArg{obj->pos});
      return {};
    }
  }
  return List<Type*>::Of(arena(), inferred);
}

List<TypeParam*> Checker::RenameTParams(grammar::Pos pos, List<TypeParam*> tparams, Type* typ, Type** renamed) {
  *renamed = typ;
  if (tparams.empty()) return {};
  std::vector<TypeParam*> fresh;
  for (TypeParam* p : tparams) {
    auto* obj = arena().New<TypeName>();
    obj->pos = p->obj->pos;
    obj->pkg = p->obj->pkg;
    obj->name = p->obj->name;
    TypeParam* q = NewTypeParam(obj, nullptr);
    q->index = p->index;
    fresh.push_back(q);
  }
  List<TypeParam*> list = List<TypeParam*>::Of(arena(), fresh);
  TypeMap smap;
  for (size_t i = 0; i < tparams.size(); i++) smap.Add(tparams[i], fresh[i]);
  for (size_t i = 0; i < tparams.size(); i++) {
    fresh[i]->bound = Subst(pos, tparams[i]->bound, smap, nullptr, ctxt);
  }
  *renamed = Subst(pos, typ, smap, nullptr, ctxt);
  return list;
}

}  // namespace minigo::types
