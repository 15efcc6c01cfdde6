// This file implements type sets and lists of type terms.
#include "interp/types/typeset.h"

#include <algorithm>
#include <unordered_map>

#include "interp/types/world_impl.h"

namespace minigo::types {

// ---------------------------------------------------------------- terms

namespace {

const Term kAllTypes{};

// x ∪ y where both are sets of types: one term, or two if they are disjoint.
bool UnionIsOne(const Term& x, const Term& y, Term* one) {
  if (x.type == nullptr) {
    *one = x;
    return true;
  }
  if (y.type == nullptr) {
    *one = y;
    return true;
  }
  if (TermDisjoint(x, y)) return false;
  *one = x.tilde || !y.tilde ? x : y;
  return true;
}

// x ∩ y; false: empty.
bool Intersect(const Term& x, const Term& y, Term* r) {
  if (x.type == nullptr) {
    *r = y;
    return true;
  }
  if (y.type == nullptr) {
    *r = x;
    return true;
  }
  if (TermDisjoint(x, y)) return false;
  *r = !x.tilde || y.tilde ? x : y;
  return true;
}

}  // namespace

bool TermDisjoint(const Term& x, const Term& y) {
  Type* ux = x.type;
  if (y.tilde) ux = Under(ux);
  Type* uy = y.type;
  if (x.tilde) uy = Under(uy);
  return !Identical(ux, uy);
}

bool TermIncludes(const Term& x, Type* t) {
  if (x.type == nullptr) return true;
  return Identical(x.type, x.tilde ? Under(t) : t);
}

bool TermSubset(const Term& x, const Term& y) {
  if (y.type == nullptr) return true;
  if (x.type == nullptr) return false;
  if (TermDisjoint(x, y)) return false;
  return !x.tilde || y.tilde;
}

bool TermsAll(Terms list) {
  for (const Term& t : list) {
    if (t.type == nullptr) return true;
  }
  return false;
}

TermVector TermsNorm(TermVector list) {
  std::vector<bool> used(list.size());
  TermVector r;
  for (size_t i = 0; i < list.size(); i++) {
    if (used[i]) continue;
    Term x = list[i];
    for (size_t j = i + 1; j < list.size(); j++) {
      if (used[j]) continue;
      Term one;
      if (UnionIsOne(x, list[j], &one)) {
        if (one.type == nullptr) return {kAllTypes};
        x = one;
        used[j] = true;
      }
    }
    r.push_back(x);
  }
  return r;
}

TermVector TermsUnion(Terms x, Terms y) {
  TermVector all(x.begin(), x.end());
  all.insert(all.end(), y.begin(), y.end());
  return TermsNorm(std::move(all));
}

TermVector TermsIntersect(Terms x, Terms y) {
  TermVector r;
  for (const Term& a : x) {
    for (const Term& b : y) {
      Term t;
      if (Intersect(a, b, &t)) r.push_back(t);
    }
  }
  return TermsNorm(std::move(r));
}

bool TermsSubset(Terms x, Terms y) {
  if (y.empty()) return x.empty();
  for (const Term& a : x) {
    bool found = false;
    for (const Term& b : y) {
      if (TermSubset(a, b)) {
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  return true;
}

bool TermsEqual(Terms x, Terms y) { return TermsSubset(x, y) && TermsSubset(y, x); }

std::string TermString(const Term& t) {
  if (t.type == nullptr) return "𝓤";
  // gc does not shorten package paths here.
  return (t.tilde ? "~" : "") + TypeString(t.type, Qualifier{nullptr, true});
}

std::string TermsString(Terms list) {
  if (list.empty()) return "∅";
  std::string s;
  for (const Term& t : list) {
    if (!s.empty()) s += " | ";
    s += TermString(t);
  }
  return s;
}

// ---------------------------------------------------------------- type sets

bool TypeSet::AllTerms() const { return TermsAll(terms); }

bool TypeSetIsMethodSet(const TypeSet* s) { return s->IsMethodSet(); }
bool TypeSetIsComparableConstraint(const TypeSet* s) { return s->comparable; }

bool TypeSetIs(const TypeSet* s, FuncRef<bool(const Term*)> f) {
  if (!s->HasTerms()) return f(nullptr);
  for (const Term& t : s->terms) {
    if (!f(&t)) return false;
  }
  return true;
}

bool TypeSetAll(const TypeSet* s, FuncRef<bool(Type*, Type*)> f) {
  if (!s->HasTerms()) return f(nullptr, nullptr);
  for (const Term& t : s->terms) {
    // The type of a term with a tilde is its own underlying type.
    Type* u = Unalias(t.type);
    if (!t.tilde) u = Under(u);
    if (!f(t.type, u)) return false;
  }
  return true;
}

Func* TypeSetLookupMethod(const TypeSet* s, const Package* pkg, Symbol name, bool fold_case, int* index) {
  if (name != nullptr && name->view() == "_") return nullptr;
  for (size_t i = 0; i < s->methods.size(); i++) {
    if (SameId(s->methods[i], pkg, name, fold_case)) {
      if (index != nullptr) *index = static_cast<int>(i);
      return s->methods[i];
    }
  }
  return nullptr;
}

int CompareFunc(const Object* a, const Object* b) {
  if (a == b) return 0;
  bool ea = a->exported(), eb = b->exported();
  if (ea != eb) return ea ? -1 : 1;
  if (a->name != b->name) return a->name_view().compare(b->name_view());
  if (!ea && a->pkg != nullptr && b->pkg != nullptr) return a->pkg->path.compare(b->pkg->path);
  return 0;
}

void SortMethods(List<Func*> list) {
  std::stable_sort(list.begin(), list.end(), [](Func* a, Func* b) { return CompareFunc(a, b) < 0; });
}

namespace {

// The methods of an interface and where each was declared or embedded.
class MethodCollector {
 public:
  explicit MethodCollector(Checker* check) : check_(check) {}

  void Add(grammar::Pos pos, Func* m, bool is_explicit) {
    Entry* other = Find(m);
    if (other == nullptr) {
      entries_.push_back({m, pos});
      if (entries_.size() > kLinear) index_[m->name].push_back(entries_.size() - 1);
      return;
    }
    if (check_->pkg == nullptr) return;
    Func* om = other->method;
    grammar::Pos opos = other->pos;
    if (is_explicit) {
      Report(check_, pos, m, opos);
      return;
    }
    // Whether the types agree can be said only once they are set up.
    Checker* check = check_;
    check->Later([check, pos, m, om, opos] {
      if ((check->InOwnFile(pos) && !check->AllowVersion(kGo1_14)) || !Identical(m->type, om->type)) {
        Report(check, pos, m, opos);
      }
    });
  }

  List<Func*> Finish(Arena& arena) {
    Func** p = arena.NewArray<Func*>(entries_.size());
    for (size_t i = 0; i < entries_.size(); i++) p[i] = entries_[i].method;
    List<Func*> list(p, entries_.size());
    SortMethods(list);
    return list;
  }

 private:
  struct Entry {
    Func* method;
    grammar::Pos pos;
  };
  static constexpr size_t kLinear = 12;  // entries beyond these are in index_

  static void Report(Checker* check, grammar::Pos pos, Func* m, grammar::Pos opos) {
    ErrorDesc* err = check->NewError(kDuplicateDecl);
    err->Addf(pos, "duplicate method %s", m->name);
    err->Addf(opos, "other declaration of method %s", m->name);
    err->Report();
  }

  Entry* Find(Func* m) {
    for (size_t i = 0; i < entries_.size() && i < kLinear; i++) {
      if (SameId(entries_[i].method, m->pkg, m->name)) return &entries_[i];
    }
    auto it = index_.find(m->name);
    if (it == index_.end()) return nullptr;
    for (size_t i : it->second) {
      if (SameId(entries_[i].method, m->pkg, m->name)) return &entries_[i];
    }
    return nullptr;
  }

  Checker* check_;
  std::vector<Entry> entries_;
  std::unordered_map<Symbol, std::vector<size_t>> index_;
};

// The intersection of two type sets without methods. A comparable one keeps of specific types those that are comparable.
void IntersectTermLists(TermVector* terms, bool* comparable, Terms y, bool ycomp) {
  TermVector r = TermsIntersect(*terms, y);
  bool comp = *comparable || ycomp;
  if (comp && !TermsAll(r)) {
    std::erase_if(r, [](const Term& t) { return bool(ComparableType(t.type, false)); });
    if (!TermsAll(r)) comp = false;
  }
  *terms = std::move(r);
  *comparable = comp;
}

}  // namespace

TypeSet* ComputeInterfaceTypeSet(Checker* check, grammar::Pos pos, Interface* ityp) {
  if (ityp->tset != nullptr) return ityp->tset;
  if (check == nullptr) check = ityp->check;
  World::Impl* impl = check->impl;
  // While methods and embedded types are still missing, assume nothing; the answer is not kept.
  if (!ityp->complete) return impl->top_type_set;

  // An interface that embeds itself finds this (the cycle is reported elsewhere).
  auto* tset = impl->arena.New<TypeSet>();
  tset->terms = impl->top_type_set->terms;
  ityp->tset = tset;

  MethodCollector methods(check);
  for (Func* m : ityp->methods) methods.Add(m->pos, m, true);

  TermVector terms{kAllTypes};
  bool comparable = false;
  for (size_t i = 0; i < ityp->embeddeds.size(); i++) {
    Type* typ = ityp->embeddeds[i];
    grammar::Pos epos = i < ityp->embed_pos.size() ? ityp->embed_pos[i] : grammar::kNoPos;
    bool verify = check->InOwnFile(epos);  // other packages may be written in a newer language
    Type* u = Under(typ);
    if (u == nullptr) continue;
    if (auto* e = Is<Interface>(u)) {
      TypeSet* eset = ComputeInterfaceTypeSet(check, epos, e);
      if (verify && check->IsImportedConstraint(typ) &&
          !check->VerifyVersionf(epos, kGo1_18, "embedding constraint interface %s", typ)) {
        continue;
      }
      for (Func* m : eset->methods) methods.Add(epos, m, false);
      IntersectTermLists(&terms, &comparable, eset->terms, eset->comparable);
    } else if (auto* un = Is<Union>(u)) {
      if (verify && !check->VerifyVersionf(epos, kGo1_18, "embedding interface element %s", u)) continue;
      TypeSet* uset = ComputeUnionTypeSet(check, epos, un);
      if (uset == nullptr) continue;
      IntersectTermLists(&terms, &comparable, uset->terms, false);
    } else {
      if (!IsValid(u)) continue;
      if (verify && !check->VerifyVersionf(epos, kGo1_18, "embedding non-interface type %s", typ)) continue;
      Term one{false, typ};
      IntersectTermLists(&terms, &comparable, Terms(&one, 1), false);
    }
  }

  tset->comparable = comparable;
  tset->methods = methods.Finish(impl->arena);
  tset->terms = List<Term>::Of(impl->arena, terms);
  return tset;
}

TypeSet* ComputeUnionTypeSet(Checker* check, grammar::Pos pos, Union* utyp) {
  World::Impl* impl = check->impl;
  auto [it, fresh] = check->union_type_sets.try_emplace(utyp, nullptr);
  if (!fresh) return it->second == impl->invalid_type_set ? nullptr : it->second;

  constexpr size_t kMaxTermCount = 100;
  auto* tset = impl->arena.New<TypeSet>();
  it->second = tset;
  TermVector all;
  for (const Term& t : utyp->terms) {
    Type* u = Under(t.type);
    if (u == nullptr) continue;
    if (auto* ui = Is<Interface>(u)) {
      all = TermsUnion(all, ComputeInterfaceTypeSet(check, pos, ui)->terms);
    } else if (!IsValid(u)) {
      continue;
    } else {
      // A tilde before a type that is not its own underlying type: no types; the error is reported elsewhere.
      if (t.tilde && !Identical(t.type, u)) continue;
      all = TermsUnion(all, Terms(&t, 1));
    }
    if (all.size() > kMaxTermCount) {
      check->Errorf(pos, kInvalidUnion, "cannot handle more than %d union terms (implementation limitation)",
                    kMaxTermCount);
      check->union_type_sets[utyp] = impl->invalid_type_set;
      return nullptr;
    }
  }
  tset->terms = List<Term>::Of(impl->arena, all);
  return tset;
}

}  // namespace minigo::types
