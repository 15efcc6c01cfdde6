// This file implements the compiler's questions about types.
#include <algorithm>
#include <unordered_set>

#include "interp/types/internal.h"
#include "interp/types/operand.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

Type* World::Subst(Type* t, const TypeMap& map) {
  return impl_->detached->Subst(grammar::kNoPos, t, map, nullptr, impl_->context);
}

Type* World::Instantiate(Type* generic, List<Type*> targs) {
  return impl_->detached->CheckInstance(grammar::kNoPos, generic, targs, nullptr, impl_->context);
}

Object* World::LookupFieldOrMethod(Type* t, bool addressable, Package* pkg, Symbol name, std::vector<int>* index,
                                   bool* indirect) {
  Object* obj = types::LookupFieldOrMethod(t, addressable, pkg, name, false, index, indirect);
  if (auto* f = Is<Func>(obj)) impl_->detached->ObjDecl(f);
  return obj;
}

namespace {

// The methods that a type might have: those of all types embedded in it.
void CollectCandidates(Type* t, std::vector<Func*>* out, std::unordered_set<Type*>* seen) {
  t = Unalias(t);
  if (auto* p = Is<Pointer>(t)) t = Unalias(p->base);
  if (!seen->insert(t).second) return;
  if (auto* n = Is<Named>(t)) {
    if (n->origin->methods != nullptr) {
      for (Func* m : *n->origin->methods) out->push_back(m);
    }
  }
  Type* u = Under(t);
  if (auto* i = Is<Interface>(u)) {
    for (Func* m : TypeSetOf(i)->methods) out->push_back(m);
  } else if (auto* s = Is<Struct>(u)) {
    for (Var* f : s->fields) {
      if (f->embedded) CollectCandidates(f->type, out, seen);
    }
  }
}

}  // namespace

std::vector<World::MethodSetEntry> World::MethodSet(Type* t) {
  std::vector<Func*> candidates;
  std::unordered_set<Type*> seen;
  CollectCandidates(t, &candidates, &seen);
  std::stable_sort(candidates.begin(), candidates.end(), [](Func* a, Func* b) { return CompareFunc(a, b) < 0; });
  std::vector<MethodSetEntry> set;
  for (size_t i = 0; i < candidates.size(); i++) {
    Func* c = candidates[i];
    if (i > 0 && SameId(candidates[i - 1], c->pkg, c->name)) continue;
    MethodSetEntry e;
    e.func = Is<Func>(types::LookupFieldOrMethod(t, false, c->pkg, c->name, false, &e.index, &e.indirect));
    if (e.func == nullptr) continue;  // hidden, ambiguous or with a pointer receiver
    impl_->detached->ObjDecl(e.func);
    set.push_back(std::move(e));
  }
  return set;
}

std::vector<Func*> World::InterfaceMethods(Interface* t) {
  List<Func*> list = TypeSetOf(t)->methods;
  return {list.begin(), list.end()};
}

namespace {

Operand ValueOf(Type* t) {
  Operand x;
  auto* b = Is<Basic>(Unalias(t));
  x.mode = b != nullptr && b->basic == BasicKind::kUntypedNil ? OperandMode::kNilValue : OperandMode::kValue;
  x.type = t;
  return x;
}

}  // namespace

bool World::AssignableTo(Type* from, Type* to) { return ValueOf(from).AssignableTo(impl_->detached.get(), to, nullptr); }

bool World::ConvertibleTo(Type* from, Type* to) { return ValueOf(from).ConvertibleTo(impl_->detached.get(), to, nullptr); }

Func* World::ConflictingMethod(Type* v, Type* t) {
  bool wrong_type = false;
  Func* f = impl_->detached->MissingMethod(
      v, t, false, [](Type* x, Type* y) { return Identical(x, y); }, nullptr, &wrong_type);
  return wrong_type ? f : nullptr;
}

bool World::TermsOf(TypeParam* p, std::vector<Term>* terms) {
  terms->clear();
  TypeSet* set = TypeSetOf(TypeParamIface(p));
  if (set->IsEmpty()) return false;
  if (set->HasTerms()) terms->assign(set->terms.begin(), set->terms.end());
  return true;
}

Type* World::NewPointer(Type* base) { return impl_->arena.New<Pointer>(base); }
Type* World::NewSlice(Type* elem) { return impl_->arena.New<Slice>(elem); }

}  // namespace minigo::types
