// This file implements defined types: their underlying types and methods, and the expansion of instances on demand.
//
// What is known of a Named grows: first its right-hand side (unpacked; an instance substitutes its origin's), then its
// underlying type, found by following right-hand sides. The methods of an instance are substituted one by one as they
// are asked for.
#include "interp/types/checker.h"
#include "interp/types/context.h"
#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

bool IsInstance(const Named* n) { return n->origin != n; }

Type* ExpandRHS(Named* n) {
  Checker* check = n->check;
  Named* orig = n->origin;
  // The number of arguments is checked elsewhere.
  if (n->targs.size() != orig->tparams.size() || orig->from_rhs == nullptr) return check->Invalid();

  grammar::Pos pos = n->inst_obj->pos;
  Type* rhs = check->Subst(pos, orig->from_rhs, TypeMap(orig->tparams, n->targs), n, check->ctxt);

  // The methods of an interface have the type that was declared as their receiver: now the instance.
  if (auto* iface = Is<Interface>(rhs)) {
    List<Func*> methods = iface->methods;
    if (ReplaceRecvType(check, &methods, orig, n)) {
      if (iface == orig->from_rhs) {
        Interface* copy = check->NewInterface();
        copy->complete = true;
        copy->embeddeds = iface->embeddeds;
        copy->embed_pos = iface->embed_pos;
        iface = copy;
      }
      iface->methods = methods;
      iface->tset = nullptr;
      return iface;
    }
  }
  return rhs;
}

void Unpack(Named* n) {
  if (n->state & Named::kUnpacked) return;
  if (IsInstance(n)) {
    Unpack(n->origin);
    // Set at once: the right-hand side may lead back to n.
    n->from_rhs = ExpandRHS(n);
    n->tparams = n->origin->tparams;
  }
  n->state |= Named::kUnpacked;
}

void ResolveUnderlying(Named* n) {
  std::vector<Named*> path;
  Type* u = nullptr;
  for (Type* rhs = n; u == nullptr;) {
    if (rhs == nullptr) {
      u = n->check->Invalid();  // still being declared, or in error
    } else if (auto* a = Is<Alias>(rhs)) {
      rhs = Unalias(a);
    } else if (auto* t = Is<Named>(rhs)) {
      if (t->state & Named::kHasUnder) {
        u = t->underlying;
        break;
      }
      // A cycle that nobody has reported yet.
      for (Named* p : path) {
        if (p == t) u = n->check->Invalid();
      }
      if (u != nullptr) break;
      path.push_back(t);
      Unpack(t);
      rhs = t->from_rhs;
    } else {
      u = rhs;
    }
  }
  for (Named* t : path) {
    if (t->state & Named::kHasUnder) continue;
    t->underlying = u;
    t->state |= Named::kHasUnder;
  }
}

int MethodIndex(const Named* t, Symbol name, bool fold_case) {
  if (t->methods == nullptr || name == nullptr || name->view() == "_") return -1;
  const std::vector<Func*>& list = *t->methods;
  for (size_t i = 0; i < list.size(); i++) {
    if (fold_case ? EqualFold(list[i]->name_view(), name->view()) : list[i]->name == name) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

Func* ExpandMethod(Named* t, int i) {
  Checker* check = t->check;
  Func* origm = (*t->origin->methods)[i];
  check->ObjDecl(origm);  // its signature may not be set up yet
  Signature* orig_sig = origm->signature();
  if (orig_sig == nullptr || orig_sig->recv == nullptr) return origm;
  bool is_ptr;
  if (Deref(orig_sig->recv->type, &is_ptr) == t) return origm;  // t occurs in its own declaration

  Signature* sig = orig_sig;
  // They may differ in number where there were errors.
  if (orig_sig->rparams.size() == t->targs.size()) {
    sig = As<Signature>(check->Subst(origm->pos, orig_sig, TypeMap(orig_sig->rparams, t->targs), t, check->ctxt));
  }
  if (sig == orig_sig) sig = check->arena().New<Signature>(*orig_sig);
  Type* recv_type = t;
  if (HasPtrRecv(origm)) recv_type = check->NewPointer(t);
  sig->recv = CloneVar(check->arena(), orig_sig->recv, recv_type);
  return CloneFunc(check->arena(), origm, sig);
}

std::vector<Func*>* NewMethodList(World::Impl* impl) {
  impl->method_lists.push_back(std::make_unique<std::vector<Func*>>());
  return impl->method_lists.back().get();
}

}  // namespace

Named* Checker::NewNamed(TypeName* obj, Type* from_rhs, std::vector<Func*>* methods) {
  auto* t = arena().New<Named>();
  t->check = this;
  t->obj = obj;
  t->origin = t;
  t->from_rhs = from_rhs;
  t->methods = methods;
  if (obj->type == nullptr) obj->type = t;
  NeedsCleanup(t);
  return t;
}

Named* Checker::NewNamedInstance(grammar::Pos pos, Named* orig, List<Type*> targs, Named* expanding) {
  auto* obj = arena().New<TypeName>();
  obj->pos = pos;
  obj->pkg = orig->obj->pkg;
  obj->name = orig->obj->name;
  auto* t = arena().New<Named>();
  t->check = this;
  t->obj = orig->obj;
  t->inst_obj = obj;
  t->origin = orig;
  t->targs = targs;
  obj->type = t;
  NeedsCleanup(t);
  return t;
}

void Checker::CleanupType(Type* t) {
  switch (t->kind) {
    case TypeKind::kNamed:
      // Instances stay unexpanded until they are used.
      if (!IsInstance(As<Named>(t))) Under(t);
      break;
    case TypeKind::kTypeParam:
      TypeParamIface(As<TypeParam>(t));
      break;
    case TypeKind::kInterface:
      TypeSetOf(As<Interface>(t));
      break;
    case TypeKind::kAlias:
      Unalias(t);
      break;
    default:
      break;
  }
}

Type* NamedUnderlying(Named* n) {
  if (n->state & Named::kHasUnder) return n->underlying;
  Unpack(n);
  if (!(n->state & Named::kHasUnder)) ResolveUnderlying(n);
  return n->underlying;
}

Type* NamedRHS(Named* n) {
  Unpack(n);
  return n->from_rhs;
}

List<TypeParam*> NamedTypeParams(Named* n) {
  return n->origin->tparams;
}

Type* SafeUnderlying(Type* t) {
  if (Named* n = AsNamed(t); n != nullptr) return n->underlying;
  return Under(t);
}

int NumMethods(Named* t) { return t->origin->methods == nullptr ? 0 : static_cast<int>(t->origin->methods->size()); }

Func* MethodAt(Named* t, int i) {
  if (!IsInstance(t)) return (*t->methods)[i];
  World::Impl* impl = t->check->impl;
  if (t->methods == nullptr) t->methods = NewMethodList(impl);
  size_t n = t->origin->methods->size();
  if (t->methods->size() < n) t->methods->resize(n);
  if ((*t->methods)[i] == nullptr) {
    Func* m = ExpandMethod(t, i);
    (*t->methods)[i] = m;  // the list may have grown meanwhile
  }
  return (*t->methods)[i];
}

void AddMethod(Named* t, Func* m, World::Impl* impl) {
  if (t->methods == nullptr) t->methods = NewMethodList(impl);
  if (MethodIndex(t, m->name, false) < 0) t->methods->push_back(m);
}

void SetUnderlying(Named* t, Type* u) {
  t->from_rhs = u;
  t->underlying = u;
  t->state |= Named::kUnpacked | Named::kHasUnder;
}

Func* LookupMethod(Named* t, const Package* pkg, Symbol name, bool fold_case, int* index) {
  if (!fold_case && t->obj->pkg != pkg && !IsExportedSymbol(name) && !SamePkg(t->obj->pkg, pkg)) return nullptr;
  int i = MethodIndex(t->origin, name, fold_case);
  if (i < 0) return nullptr;
  if (index != nullptr) *index = i;
  return MethodAt(t, i);
}

}  // namespace minigo::types
