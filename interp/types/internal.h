// Functions that several files of the checker share and that need no Checker; what go/types keeps unexported.
#pragma once

#include <string_view>

#include "interp/types/object.h"
#include "interp/types/types.h"

namespace minigo::types {

// object.cc
bool IsExportedSymbol(Symbol name);
bool EqualFold(std::string_view a, std::string_view b);
bool IsBlank(Symbol name);
Var* CloneVar(Arena& arena, const Var* v, Type* type);
Func* CloneFunc(Arena& arena, const Func* f, Type* type);
// predicates.cc
bool SamePkg(const Package* a, const Package* b);
// named.cc
Type* NamedUnderlying(Named* n);
Type* NamedRHS(Named* n);  // what it is declared as; of instances, expanded
List<TypeParam*> NamedTypeParams(Named* n);
// subst.cc: replaces receivers of type `old`; true if there was one: then *methods is a changed copy.
bool ReplaceRecvType(Checker* check, List<Func*>* methods, Type* old, Type* to);
// instantiate.cc: of a generic Named, Alias or Signature
List<TypeParam*> TypeParamsOf(Type* t);

}  // namespace minigo::types
