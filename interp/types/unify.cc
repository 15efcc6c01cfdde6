// This file implements type unification: finding types for type parameters that make two types identical. Inexact
// unification lets a defined type match a type literal with its underlying type, and channels differ in direction.
#include "interp/types/unify.h"

#include <algorithm>

#include "interp/types/internal.h"
#include "interp/types/typeset.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

constexpr int kDepthLimit = 50;  // deeper ones are taken to be endless

Interface* AsInterface(Type* t) { return IsTypeParam(t) ? nullptr : UnderIs<Interface>(t); }

}  // namespace

Unifier::Unifier(List<TypeParam*> tparams, List<Type*> targs, bool enable_interface_inference)
    : params_(tparams.begin(), tparams.end()), enable_interface_inference_(enable_interface_inference) {
  for (size_t i = 0; i < tparams.size(); i++) {
    handles_.push_back(static_cast<int>(i));
    types_.push_back(i < targs.size() ? targs[i] : nullptr);
  }
}

int Unifier::IndexOf(const TypeParam* p) const {
  for (size_t i = 0; i < params_.size(); i++) {
    if (params_[i] == p) return static_cast<int>(i);
  }
  return -1;
}

Type* Unifier::At(TypeParam* p) const { return types_[handles_[IndexOf(p)]]; }
void Unifier::Set(TypeParam* p, Type* t) { types_[handles_[IndexOf(p)]] = t; }

int Unifier::Unknowns() const {
  return static_cast<int>(std::count_if(handles_.begin(), handles_.end(), [this](int h) { return types_[h] == nullptr; }));
}

std::vector<Type*> Unifier::Inferred(List<TypeParam*> tparams) const {
  std::vector<Type*> list;
  for (TypeParam* p : tparams) list.push_back(At(p));
  return list;
}

TypeParam* Unifier::AsBoundTypeParam(Type* t) const {
  auto* p = UnaliasIs<TypeParam>(t);
  return p != nullptr && IndexOf(p) >= 0 ? p : nullptr;
}

// Makes x and y share one type; false: both have one already.
bool Unifier::Join(TypeParam* x, TypeParam* y) {
  int hx = handles_[IndexOf(x)], hy = handles_[IndexOf(y)];
  if (hx == hy) return true;
  if (types_[hx] != nullptr && types_[hy] != nullptr) return false;
  int from = types_[hx] != nullptr ? hy : hx;
  int to = types_[hx] != nullptr ? hx : hy;
  std::replace(handles_.begin(), handles_.end(), from, to);
  return true;
}

bool Unifier::Nify(Type* x, Type* y, unsigned mode, const IfacePair* p) {
  struct Depth {
    int* d;
    explicit Depth(int* d) : d(d) { ++*d; }
    ~Depth() { --*d; }
  } depth(&depth_);

  if (x == y || Unalias(x) == Unalias(y)) return true;
  if (x == nullptr || y == nullptr) return false;
  if (depth_ > kDepthLimit) return false;

  // A defined type, if there is just one, is y; a bound type parameter, if there is just one, is x.
  if (AsNamed(x) != nullptr || AsBoundTypeParam(y) != nullptr) std::swap(x, y);

  // A defined type matches a type literal through its underlying type, unless a constraint's methods could be found.
  if (Named* ny = AsNamed(y); (mode & kExact) == 0 && ny != nullptr && IsTypeLit(x) &&
                              !(enable_interface_inference_ && IsInterface(x))) {
    y = Under(ny);
    if (x == y || Unalias(x) == Unalias(y)) return true;
  }

  TypeParam* px = AsBoundTypeParam(x);
  TypeParam* py = AsBoundTypeParam(y);
  if (px != nullptr && py != nullptr) {
    if (Join(px, py)) return true;
    return Nify(At(px), At(py), mode, p);
  }
  if (px != nullptr) {
    Type* tx = At(px);
    if (tx == nullptr) {
      Set(px, y);
      return true;
    }
    if (!Nify(tx, y, mode, p)) return false;
    // Which of the two to keep?
    Interface* xi = AsInterface(tx);
    Interface* yi = AsInterface(y);
    bool xn = AsNamed(tx) != nullptr;
    bool yn = AsNamed(y) != nullptr;
    if (xi != nullptr && yi != nullptr) {
      // Two defined interfaces must be the same; otherwise the methods must agree.
      if (xn && yn) return Identical(tx, y);
      if (TypeSetOf(xi)->methods.size() != TypeSetOf(yi)->methods.size()) return false;
    } else if (xi != nullptr || yi != nullptr) {
      return false;  // one interface only: their methods match, the types do not
    }
    if ((mode & kExact) == 0 && !xn) {
      if (yn) {
        Set(px, y);  // a defined type is kept
      } else if (auto* yc = UnderIs<Chan>(y); yc != nullptr && yc->dir != grammar::ChanDir::kBoth) {
        Set(px, y);  // so is a directed channel
      }
    }
    return true;
  }

  // Here neither is a bound type parameter.
  if (enable_interface_inference_ && (mode & kExact) == 0) {
    Interface* xi = AsInterface(x);
    Interface* yi = AsInterface(y);
    if (xi != nullptr && yi != nullptr) return NifyInterfaces(xi, yi, p);
    // One interface: the other type must have its methods.
    if (yi != nullptr) {
      xi = yi;
      y = x;
    }
    if (xi != nullptr) {
      for (Func* xm : TypeSetOf(xi)->methods) {
        auto* ym = Is<Func>(LookupFieldOrMethod(y, false, xm->pkg, xm->name, false, nullptr, nullptr));
        if (ym == nullptr) return false;
        if (ym->type == nullptr) params_[0]->check->ObjDecl(ym);
        if (!Nify(xm->type, ym->type, kExact, p)) return false;
      }
      return true;
    }
  }

  // An unbound type parameter, if there is just one, is x.
  if (IsTypeParam(y)) std::swap(x, y);

  // Element types must be the same where values are assigned.
  unsigned emode = mode;
  if (mode & kAssignMode) emode |= kExact;
  return NifyStructure(Unalias(x), Unalias(y), y, mode, emode, p);
}

bool Unifier::NifyInterfaces(Interface* xi, Interface* yi, const IfacePair* p) {
  TypeSet *xset = TypeSetOf(xi), *yset = TypeSetOf(yi);
  if (xset->comparable != yset->comparable || !TermsEqual(xset->terms, yset->terms)) return false;
  IfacePair q{xi, yi, p};
  for (; p != nullptr; p = p->prev) {
    if (p->Same(q)) return true;
  }
  // The methods of one must be among the other's.
  List<Func*> few = xset->methods, many = yset->methods;
  if (few.size() > many.size()) std::swap(few, many);
  for (Func* xm : few) {
    Func* ym = nullptr;
    for (Func* m : many) {
      if (SameId(m, xm->pkg, xm->name)) ym = m;
    }
    if (ym == nullptr || !Nify(xm->type, ym->type, kExact, &q)) return false;
  }
  return true;
}

bool Unifier::NifyVars(const List<Var*>& x, const List<Var*>& y, unsigned mode, const IfacePair* p) {
  if (x.size() != y.size()) return false;
  for (size_t i = 0; i < x.size(); i++) {
    if (!Nify(x[i]->type, y[i]->type, mode, p)) return false;
  }
  return true;
}

bool Unifier::NifyStructure(Type* x, Type* y, Type* yorig, unsigned mode, unsigned emode, const IfacePair* p) {
  if (auto* tp = Is<TypeParam>(x)) {
    // A type parameter of the surrounding function stands for its core type.
    if (Type* cx = CommonUnder(tp, nullptr, nullptr); cx != nullptr) return Nify(cx, yorig, kAssignMode, p);
    return false;
  }
  if (x == nullptr || y == nullptr || x->kind != y->kind) return false;
  switch (x->kind) {
    case TypeKind::kBasic:
      return As<Basic>(x)->basic == As<Basic>(y)->basic;
    case TypeKind::kArray: {
      auto *a = As<Array>(x), *b = As<Array>(y);
      return (a->len < 0 || b->len < 0 || a->len == b->len) && Nify(a->elem, b->elem, emode, p);
    }
    case TypeKind::kSlice:
      return Nify(As<Slice>(x)->elem, As<Slice>(y)->elem, emode, p);
    case TypeKind::kStruct: {
      auto *a = As<Struct>(x), *b = As<Struct>(y);
      if (a->fields.size() != b->fields.size()) return false;
      for (size_t i = 0; i < a->fields.size(); i++) {
        Var *f = a->fields[i], *g = b->fields[i];
        if (f->embedded != g->embedded || a->Tag(i) != b->Tag(i) || !SameId(f, g->pkg, g->name) ||
            !Nify(f->type, g->type, emode, p)) {
          return false;
        }
      }
      return true;
    }
    case TypeKind::kPointer:
      return Nify(As<Pointer>(x)->base, As<Pointer>(y)->base, emode, p);
    case TypeKind::kTuple:
      return NifyVars(As<Tuple>(x)->vars, As<Tuple>(y)->vars, mode, p);
    case TypeKind::kSignature: {
      auto *a = As<Signature>(x), *b = As<Signature>(y);
      auto vars = [](Tuple* t) { return t == nullptr ? List<Var*>() : t->vars; };
      return a->variadic == b->variadic && NifyVars(vars(a->params), vars(b->params), emode, p) &&
             NifyVars(vars(a->results), vars(b->results), emode, p);
    }
    case TypeKind::kInterface: {
      TypeSet *xset = TypeSetOf(As<Interface>(x)), *yset = TypeSetOf(As<Interface>(y));
      if (xset->comparable != yset->comparable || !TermsEqual(xset->terms, yset->terms)) return false;
      if (xset->methods.size() != yset->methods.size()) return false;
      IfacePair q{As<Interface>(x), As<Interface>(y), p};
      for (; p != nullptr; p = p->prev) {
        if (p->Same(q)) return true;
      }
      for (size_t i = 0; i < xset->methods.size(); i++) {
        Func *f = xset->methods[i], *g = yset->methods[i];
        if (!SameId(f, g->pkg, g->name) || !Nify(f->type, g->type, kExact, &q)) return false;
      }
      return true;
    }
    case TypeKind::kMap:
      return Nify(As<Map>(x)->key, As<Map>(y)->key, emode, p) && Nify(As<Map>(x)->elem, As<Map>(y)->elem, emode, p);
    case TypeKind::kChan: {
      auto *a = As<Chan>(x), *b = As<Chan>(y);
      return ((mode & kExact) == 0 || a->dir == b->dir) && Nify(a->elem, b->elem, emode, p);
    }
    case TypeKind::kNamed: {
      auto *a = As<Named>(x), *b = As<Named>(y);
      if (a->targs.size() != b->targs.size()) return false;
      for (size_t i = 0; i < a->targs.size(); i++) {
        if (!Nify(a->targs[i], b->targs[i], mode, p)) return false;
      }
      return IdenticalOrigin(a, b);
    }
    default:
      return false;
  }
}

}  // namespace minigo::types
