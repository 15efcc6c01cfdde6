// This file implements the search for declarations of variables.
#include "interp/vet/definitions.h"

namespace minigo::vet {

using namespace grammar;  // the node types

Definitions::Definitions(const Pass& pass) {
  auto add = [this](const std::vector<Expr*>& lhs, const std::vector<Expr*>& rhs) {
    for (size_t i = 0; i < lhs.size(); i++) {
      auto* name = Is<Name>(lhs[i]);
      if (name != nullptr && IsDef(name) && !rhs.empty()) map_[name->obj] = {lhs, rhs, i};
    }
  };
  Walk(pass, [&](Node* n) {
    if (auto* s = Is<AssignStmt>(n)) {
      if (s->op == Op::kDef && s->rhs != nullptr) add(Elements(s->lhs), Elements(s->rhs));
    } else if (auto* d = Is<VarDecl>(n)) {
      add({d->names.begin(), d->names.end()}, Elements(d->values));
    }
    return true;
  });
}

const Definition* Definitions::Of(const types::Object* v) const {
  auto it = map_.find(v);
  return it == map_.end() ? nullptr : &it->second;
}

Expr* Definitions::ValueOf(Expr* x) const {
  auto* name = Is<Name>(x);
  const Definition* d = name == nullptr ? nullptr : Of(name->obj);
  return d == nullptr ? nullptr : d->value();
}

}  // namespace minigo::vet
