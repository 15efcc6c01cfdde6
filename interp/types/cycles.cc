// This file finds cycles of type declarations: names that stand for each other, and types of infinite size.
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

void Checker::DirectCycles() {
  std::unordered_map<TypeName*, int> path_idx;
  for (Object* obj : obj_list) {
    if (auto* tname = Is<TypeName>(obj)) DirectCycle(tname, &path_idx);
  }
}

// Follows `type T U`, `type U V` … An index of -1 marks names that are done with.
void Checker::DirectCycle(TypeName* tname, std::unordered_map<TypeName*, int>* path_idx) {
  std::vector<TypeName*> path;
  while (true) {
    auto it = path_idx->find(tname);
    if (it != path_idx->end()) {
      int start = it->second;
      if (start < 0) break;
      // One error for the cycle is enough: the name is of no use.
      tname->type = Invalid();
      std::vector<Object*> cycle(path.begin() + start, path.end());
      CycleError(cycle, FirstInSrc(cycle));
      break;
    }
    (*path_idx)[tname] = static_cast<int>(path.size());
    path.push_back(tname);
    if (tname->decl_info == nullptr || tname->decl_info->tdecl == nullptr) break;
    auto* rhs = grammar::Is<grammar::Name>(tname->decl_info->tdecl->type);
    if (rhs == nullptr) break;
    auto* next = Is<TypeName>(pkg->scope->Lookup(rhs->value));
    if (next == nullptr) break;
    tname = next;
  }
  for (TypeName* t : path) (*path_idx)[t] = -1;
}

bool Checker::FiniteSizeSlow(Type* t) {
  t = Unalias(t);
  if (t == nullptr) return true;
  switch (t->kind) {
    case TypeKind::kNamed: {
      auto* n = As<Named>(t);
      if (n->size_known) return n->finite_size;
      Object* obj = n->inst_obj != nullptr ? n->inst_obj : n->obj;
      for (size_t i = 0; i < obj_path.size(); i++) {
        if (obj_path[i] != obj) continue;
        std::vector<Object*> cycle(obj_path.begin() + static_cast<ptrdiff_t>(i), obj_path.end());
        CycleError(cycle, FirstInSrc(cycle));
        return false;
      }
      Push(obj);
      bool finite = FiniteSize(n->from_rhs);
      Pop();
      n->finite_size = finite;
      n->size_known = true;
      return finite;
    }
    case TypeKind::kArray:
      return FiniteSize(As<Array>(t)->elem);
    case TypeKind::kStruct:
      for (Var* f : As<Struct>(t)->fields) {
        if (!FiniteSize(f->type)) return false;
      }
      return true;
    default:
      return true;
  }
}

}  // namespace minigo::types
