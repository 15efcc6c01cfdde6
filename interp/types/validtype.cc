// This file finds types that contain themselves and are therefore infinitely large.
#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

// Walks what is stored in a type itself: elements of arrays, fields, embedded elements. `nest` holds the defined types around
// the current one, `path` those on the way to it, which differ where a type argument is looked into: it belongs
// to the surroundings of the instance.
class ValidTypeWalker {
 public:
  explicit ValidTypeWalker(Checker* check) : check_(check) {}

  bool Walk(Type* t) {
    t = Unalias(t);
    if (t == nullptr) return true;
    switch (t->kind) {
      case TypeKind::kArray:
        return Walk(As<Array>(t)->elem);
      case TypeKind::kStruct:
        for (Var* f : As<Struct>(t)->fields) {
          if (!Walk(f->type)) return false;
        }
        return true;
      case TypeKind::kUnion:
        for (const Term& term : As<Union>(t)->terms) {
          if (!Walk(term.type)) return false;
        }
        return true;
      case TypeKind::kInterface:
        for (Type* e : As<Interface>(t)->embeddeds) {
          if (!Walk(e)) return false;
        }
        return true;
      case TypeKind::kNamed:
        return WalkNamed(As<Named>(t));
      case TypeKind::kTypeParam:
        return WalkTypeParam(As<TypeParam>(t));
      default:
        return true;
    }
  }

 private:
  static Object* OwnObject(Named* n) { return n->inst_obj != nullptr ? n->inst_obj : n->obj; }

  bool WalkNamed(Named* t) {
    for (Named* e : nest_) {
      if (e != t && !Identical(e, t)) continue;
      // t contains itself.
      t->origin->from_rhs = check_->Invalid();
      for (size_t start = 0; start < path_.size(); start++) {
        if (!Identical(path_[start], t)) continue;
        std::vector<Object*> cycle;
        for (size_t i = start; i < path_.size(); i++) cycle.push_back(OwnObject(path_[i]));
        check_->CycleError(cycle, 0);
        return false;
      }
      return false;
    }
    // Types of other packages are complete and valid. Without type arguments they hold nothing of ours.
    if (t->valid || (t->targs.empty() && t->obj->pkg != check_->pkg)) return true;
    Type* rhs = NamedRHS(t->origin);
    nest_.push_back(t);
    path_.push_back(t);
    bool ok = Walk(rhs);
    nest_.pop_back();
    path_.pop_back();
    if (ok && t->targs.empty() && t->tparams.empty()) t->valid = true;
    return ok;
  }

  bool WalkTypeParam(TypeParam* t) {
    if (nest_.empty()) return true;
    Named* inst = nest_.back();
    List<TypeParam*> tparams = NamedTypeParams(inst);
    for (size_t i = 0; i < tparams.size(); i++) {
      if (tparams[i] != t || i >= inst->targs.size()) continue;
      // The type argument is written outside of the instance.
      nest_.pop_back();
      bool ok = Walk(inst->targs[i]);
      nest_.push_back(inst);
      return ok;
    }
    return true;
  }

  Checker* check_;
  std::vector<Named*> nest_, path_;
};

}  // namespace

void Checker::ValidType(Named* typ) { ValidTypeWalker(this).Walk(typ); }

}  // namespace minigo::types
