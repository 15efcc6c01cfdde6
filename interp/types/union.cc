// This file implements the type checking of unions: ~int | string.
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

constexpr size_t kMaxTermCount = 100;

// a | b | c: the operands in *tlist, the operations from the innermost to the outermost in *blist.
void FlattenUnion(grammar::Expr* x, std::vector<grammar::Expr*>* blist, std::vector<grammar::Expr*>* tlist) {
  std::vector<grammar::Operation*> spine;
  while (true) {
    auto* o = grammar::Is<grammar::Operation>(x);
    if (o == nullptr || o->op != grammar::Op::kOr || o->y == nullptr) break;
    spine.push_back(o);
    x = o->x;
  }
  tlist->push_back(x);
  for (size_t i = spine.size(); i-- > 0;) {
    blist->push_back(spine[i]);
    tlist->push_back(spine[i]->y);
  }
}

Term ParseTilde(Checker* check, grammar::Expr* tx) {
  Term term;
  grammar::Expr* x = tx;
  if (auto* op = grammar::Is<grammar::Operation>(x); op != nullptr && op->op == grammar::Op::kTilde) {
    x = op->x;
    term.tilde = true;
  }
  term.type = check->Typ(x);
  // The type set of a type parameter is not known where it is declared.
  if (IsTypeParam(term.type)) {
    if (term.tilde) {
      check->Errorf(x, kMisplacedTypeParam, "type in term %s cannot be a type parameter", tx);
    } else {
      check->Error(x, kMisplacedTypeParam, "term cannot be a type parameter");
    }
    term.type = check->Invalid();
  }
  if (term.tilde) {
    auto* u = check->arena().New<Union>();
    u->terms = List<Term>::Of(check->arena(), {term});
    check->RecordTypeAndValue(tx, kTypExpr, u, nullptr);
  }
  return term;
}

// The index of the first term that shares types with y, or -1. Interfaces do not count.
int OverlappingTerm(const List<Term>& terms, size_t n, const Term& y) {
  for (size_t i = 0; i < n; i++) {
    if (IsInterface(terms[i].type)) continue;
    if (!TermDisjoint(terms[i], y)) return static_cast<int>(i);
  }
  return -1;
}

void CheckTerms(Checker* check, const List<Term>& terms, const std::vector<grammar::Expr*>& tlist) {
  for (size_t i = 0; i < terms.size(); i++) {
    const Term& t = terms[i];
    if (!IsValid(t.type)) continue;
    Type* u = Under(t.type);
    auto* f = Is<Interface>(u);
    if (t.tilde) {
      if (f != nullptr) {
        check->Errorf(tlist[i], kInvalidUnion, "invalid use of ~ (%s is an interface)", t.type);
        continue;
      }
      if (!Identical(u, t.type)) {
        check->Errorf(tlist[i], kInvalidUnion, "invalid use of ~ (underlying type of %s is %s)", t.type, u);
        continue;
      }
    }
    // Interfaces in unions must not have methods or be comparable.
    if (f != nullptr) {
      TypeSet* tset = TypeSetOf(f);
      std::string text = TermString(t);
      if (!tset->methods.empty()) {
        check->Errorf(tlist[i], kInvalidUnion, "cannot use %s in union (%s contains methods)", text, text);
      } else if (t.type == check->impl->comparable_named) {
        check->Error(tlist[i], kInvalidUnion, "cannot use comparable in union");
      } else if (tset->comparable) {
        check->Errorf(tlist[i], kInvalidUnion, "cannot use %s in union (%s embeds comparable)", text, text);
      }
      continue;
    }
    if (int j = OverlappingTerm(terms, i, t); j >= 0) {
      check->SoftErrorf(tlist[i], kInvalidUnion, "overlapping terms %s and %s", TermString(t),
                        TermString(terms[j]));
    }
  }
}

}  // namespace

Type* Checker::ParseUnion(grammar::Expr* uexpr) {
  std::vector<grammar::Expr*> blist, tlist;
  FlattenUnion(uexpr, &blist, &tlist);

  Term* terms = arena().NewArray<Term>(tlist.size());
  size_t n = 0;
  Type* u = nullptr;
  for (size_t i = 0; i < tlist.size(); i++) {
    Term term = ParseTilde(this, tlist[i]);
    if (tlist.size() == 1 && !term.tilde) return term.type;  // a single type is no union
    if (n >= kMaxTermCount) {
      if (IsValid(u)) {
        Errorf(tlist[i], kInvalidUnion, "cannot handle more than %d union terms (implementation limitation)",
               kMaxTermCount);
        u = Invalid();
      }
    } else {
      terms[n++] = term;
      auto* un = arena().New<Union>();
      un->terms = List<Term>(terms, n);
      u = un;
    }
    if (i > 0) RecordTypeAndValue(blist[i - 1], kTypExpr, u, nullptr);
  }
  if (!IsValid(u)) return u;

  // The terms' underlying types may not be known yet.
  Later([this, list = List<Term>(terms, n), tlist = std::move(tlist)] { CheckTerms(this, list, tlist); });
  return u;
}

}  // namespace minigo::types
