// This file implements the type checking of interface types.
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

Interface* Checker::NewInterface() {
  auto* t = arena().New<Interface>();
  t->check = this;
  NeedsCleanup(t);
  return t;
}

void Checker::CheckInterfaceType(Interface* ityp, grammar::InterfaceType* iface, TypeName* def) {
  if (!pkg->library) interface_exprs.emplace_back(iface, ityp);
  std::vector<Func*> methods;
  std::vector<Type*> embeddeds;
  std::vector<grammar::Pos> embed_pos;
  for (grammar::Field* f : iface->methods) {
    if (f->name == nullptr) {
      Type* t = ParseUnion(f->type);
      embeddeds.push_back(t);
      embed_pos.push_back(grammar::StartPos(f->type));
      continue;
    }
    if (f->name->value->view() == "_") {
      Error(f->name, kBlankIfaceMethod, "methods must have a unique non-blank name");
      continue;
    }
    Type* typ = Typ(f->type);
    auto* sig = Is<Signature>(typ);
    if (sig == nullptr) {
      if (IsValid(typ)) Errorf(f->type, kInvalidSyntaxTree, "%s is not a method signature", typ);
      continue;
    }
    // The receiver is the named type that is being declared, if there is one.
    Type* recv_type = ityp;
    if (def != nullptr) {
      if (Named* named = AsNamed(def->type); named != nullptr) recv_type = named;
    }
    sig->recv = NewVar(VarKind::kRecv, f->name->pos, pkg, nullptr, recv_type);
    Func* m = NewFunc(f->name->pos, pkg, f->name->value, sig);
    RecordDef(f->name, m);
    methods.push_back(m);
  }

  ityp->methods = List<Func*>::Of(arena(), methods);
  ityp->embeddeds = List<Type*>::Of(arena(), embeddeds);
  ityp->embed_pos = List<grammar::Pos>::Of(arena(), embed_pos);
  ityp->complete = true;
  if (methods.empty() && embeddeds.empty()) {
    ityp->tset = impl->top_type_set;
    return;
  }
  SortMethods(ityp->methods);

  // Embedded types may not be set up yet.
  Later([this, pos = iface->pos, ityp] { ComputeInterfaceTypeSet(this, pos, ityp); });
}

}  // namespace minigo::types
