// Unification of types with type parameters (unify.go).
#pragma once

#include <vector>

#include "interp/types/checker.h"

namespace minigo::types {

enum UnifyMode : unsigned {
  kInexact = 0,
  kAssignMode = 1,  // x := y is what is asked, at the top level
  kExact = 2,       // types must be identical
};

class Unifier {
 public:
  // The type parameters to find types for; those that are known already are in targs (nullptr: unknown).
  Unifier(List<TypeParam*> tparams, List<Type*> targs, bool enable_interface_inference);

  // May x and y be made identical (as `mode` asks) by choosing types for the parameters? Chooses them.
  bool Unify(Type* x, Type* y, unsigned mode) { return Nify(x, y, mode, nullptr); }

  Type* At(TypeParam* p) const;        // the type chosen for p, or nullptr
  void Set(TypeParam* p, Type* t);
  int Unknowns() const;
  std::vector<Type*> Inferred(List<TypeParam*> tparams) const;

 private:
  struct IfacePair {
    Interface* x;
    Interface* y;
    const IfacePair* prev;
    bool Same(const IfacePair& q) const { return (x == q.x && y == q.y) || (x == q.y && y == q.x); }
  };

  TypeParam* AsBoundTypeParam(Type* t) const;
  int IndexOf(const TypeParam* p) const;
  bool Join(TypeParam* x, TypeParam* y);
  bool Nify(Type* x, Type* y, unsigned mode, const IfacePair* p);
  bool NifyInterfaces(Interface* xi, Interface* yi, const IfacePair* p);
  bool NifyStructure(Type* x, Type* y, Type* yorig, unsigned mode, unsigned emode, const IfacePair* p);
  bool NifyVars(const List<Var*>& x, const List<Var*>& y, unsigned mode, const IfacePair* p);

  std::vector<TypeParam*> params_;
  std::vector<int> handles_;  // of params_: an index into types_; joined parameters share one
  std::vector<Type*> types_;
  int depth_ = 0;
  bool enable_interface_inference_;
};

}  // namespace minigo::types
