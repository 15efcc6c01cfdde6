// Type sets: which types an interface has (typeset.go, termlist.go, typeterm.go). A term is a type or, with tilde, all types
// with that underlying type; the term without a type stands for all types. Lists hold no empty terms: the empty
// list is the empty set.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "interp/types/checker.h"

namespace minigo::types {

using Terms = std::span<const Term>;
using TermVector = std::vector<Term>;

struct TypeSet {
  List<Func*> methods;      // all of them, sorted by CompareFunc
  List<Term> terms;
  bool comparable = false;  // only if terms are all types

  bool IsEmpty() const { return terms.empty(); }
  bool IsAll() const { return IsMethodSet() && methods.empty(); }
  bool IsMethodSet() const { return !comparable && AllTerms(); }
  bool AllTerms() const;
  bool HasTerms() const { return !terms.empty() && !AllTerms(); }
  bool IsComparable() const;
};

// The type set of t, computed now if it has not been yet.
inline TypeSet* TypeSetOf(Interface* t) {
  return t->tset != nullptr ? t->tset : ComputeInterfaceTypeSet(t->check, grammar::kNoPos, t);
}
// Calls f for each term, or once with nullptr if there are no specific types; stops at false.
bool TypeSetIs(const TypeSet* s, FuncRef<bool(const Term* t)> f);
// Likewise with each term's type and underlying type.
bool TypeSetAll(const TypeSet* s, FuncRef<bool(Type* t, Type* u)> f);
Func* TypeSetLookupMethod(const TypeSet* s, const Package* pkg, Symbol name, bool fold_case, int* index);

// The order of methods: exported ones first, by name, then by package path.
int CompareFunc(const Object* a, const Object* b);
void SortMethods(List<Func*> list);

bool TermsAll(Terms list);
TermVector TermsNorm(TermVector list);
TermVector TermsUnion(Terms x, Terms y);
TermVector TermsIntersect(Terms x, Terms y);
bool TermsEqual(Terms x, Terms y);
bool TermsSubset(Terms x, Terms y);
bool TermIncludes(const Term& x, Type* t);
bool TermSubset(const Term& x, const Term& y);
bool TermDisjoint(const Term& x, const Term& y);
std::string TermString(const Term& t);
std::string TermsString(Terms list);

// The type set of a union; nullptr: too many terms, an error has been reported.
TypeSet* ComputeUnionTypeSet(Checker* check, grammar::Pos pos, Union* utyp);


}  // namespace minigo::types
