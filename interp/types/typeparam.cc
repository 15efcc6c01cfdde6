// This file implements type parameters.
#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

TypeParam* Checker::NewTypeParam(TypeName* obj, Type* constraint) {
  auto* t = arena().New<TypeParam>();
  t->check = this;
  t->id = ++impl->next_type_param_id;
  t->obj = obj;
  t->bound = constraint;
  if (obj->type == nullptr) obj->type = t;
  NeedsCleanup(t);  // the bound is not set yet
  return t;
}

Interface* TypeParamIface(TypeParam* p) {
  World::Impl* impl = p->check->impl;
  Type* bound = p->bound;
  Type* u = bound == nullptr ? nullptr : Under(bound);
  if (u == nullptr || !IsValid(u)) return impl->empty_interface;

  auto* ityp = Is<Interface>(u);
  if (ityp != nullptr && IsTypeParam(bound)) return impl->empty_interface;  // an error was reported
  if (ityp == nullptr) {
    // T stands for interface{ T }.
    ityp = p->check->NewInterface();
    ityp->embeddeds = List<Type*>::Of(impl->arena, {bound});
    ityp->implicit = true;
    ityp->complete = true;
    p->bound = ityp;
  }
  if (ityp->tset == nullptr) {
    grammar::Pos pos = p->obj->pos;
    if (Named* n = AsNamed(bound); n != nullptr) pos = (n->inst_obj != nullptr ? n->inst_obj : n->obj)->pos;
    ComputeInterfaceTypeSet(p->check, pos, ityp);
  }
  return ityp;
}

bool TypeParamIs(TypeParam* p, FuncRef<bool(const Term*)> f) { return TypeSetIs(TypeSetOf(TypeParamIface(p)), f); }

List<TypeParam*> BindTParams(List<TypeParam*> list) {
  for (size_t i = 0; i < list.size(); i++) {
    MINIGO_DCHECK(list[i]->index < 0);
    list[i]->index = static_cast<int>(i);
  }
  return list;
}

}  // namespace minigo::types
