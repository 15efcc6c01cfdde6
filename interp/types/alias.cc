// This file implements alias types.
#include "interp/types/checker.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

Type* UnaliasSlow(Alias* a0) {
  if (a0->actual != nullptr) return a0->actual;
  Type* t = a0;
  while (t != nullptr && t->kind == TypeKind::kAlias) t = static_cast<Alias*>(t)->from_rhs;
  // While the declaration is being checked the answer is not known, and not kept.
  a0->actual = t;
  return t;
}

Named* AsNamed(Type* t) { return Is<Named>(Unalias(t)); }

Alias* Checker::NewAlias(TypeName* obj, Type* rhs) {
  auto* a = arena().New<Alias>();
  a->obj = obj;
  a->origin = a;
  a->from_rhs = rhs;
  if (obj->type == nullptr) obj->type = a;
  NeedsCleanup(a);
  return a;
}

Alias* Checker::NewAliasInstance(grammar::Pos pos, Alias* orig, List<Type*> targs, Named* expanding, Context* ctxt) {
  auto* obj = arena().New<TypeName>();
  obj->pos = pos;
  obj->pkg = orig->obj->pkg;
  obj->name = orig->obj->name;
  Type* rhs = Invalid();
  if (orig->from_rhs != nullptr) {
    rhs = Subst(pos, orig->from_rhs, TypeMap(orig->tparams, targs), expanding, ctxt);
  }
  Alias* a = NewAlias(obj, rhs);
  a->origin = orig;
  a->tparams = orig->tparams;
  a->targs = targs;
  return a;
}

}  // namespace minigo::types
