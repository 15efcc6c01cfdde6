// This file implements the substitution of types for type parameters. A type in which none occurs is returned as it is.
#include <vector>

#include "interp/types/checker.h"
#include "interp/types/internal.h"
#include "interp/types/world_impl.h"

namespace minigo::types {

namespace {

class Subster {
 public:
  Subster(Checker* check, grammar::Pos pos, const TypeMap& smap, Named* expanding, Context* ctxt)
      : check_(check), pos_(pos), smap_(smap), expanding_(expanding), ctxt_(ctxt) {}

  Type* Typ(Type* t) {
    if (t == nullptr) return check_->Invalid();  // of a type that is still being set up
    switch (t->kind) {
      case TypeKind::kBasic:
        return t;
      case TypeKind::kAlias:
        return AliasOf(As<Alias>(t));
      case TypeKind::kArray: {
        auto* a = As<Array>(t);
        Type* elem = Typ(a->elem);
        return elem == a->elem ? t : check_->NewArray(elem, a->len);
      }
      case TypeKind::kSlice: {
        auto* s = As<Slice>(t);
        Type* elem = Typ(s->elem);
        return elem == s->elem ? t : check_->NewSlice(elem);
      }
      case TypeKind::kStruct:
        return StructOf(As<Struct>(t));
      case TypeKind::kPointer: {
        auto* p = As<Pointer>(t);
        Type* base = Typ(p->base);
        return base == p->base ? t : check_->NewPointer(base);
      }
      case TypeKind::kTuple:
        return TupleOf(As<Tuple>(t));
      case TypeKind::kSignature:
        return SignatureOf(As<Signature>(t));
      case TypeKind::kUnion:
        return UnionOf(As<Union>(t));
      case TypeKind::kInterface:
        return InterfaceOf(As<Interface>(t));
      case TypeKind::kMap: {
        auto* m = As<Map>(t);
        Type* key = Typ(m->key);
        Type* elem = Typ(m->elem);
        return key == m->key && elem == m->elem ? t : check_->NewMap(key, elem);
      }
      case TypeKind::kChan: {
        auto* c = As<Chan>(t);
        Type* elem = Typ(c->elem);
        return elem == c->elem ? t : check_->NewChan(c->dir, elem);
      }
      case TypeKind::kNamed:
        return NamedOf(As<Named>(t));
      case TypeKind::kTypeParam: {
        Type* to = smap_.Lookup(As<TypeParam>(t));
        return to == nullptr ? t : to;
      }
    }
    return t;
  }

 private:
  Arena& arena() { return check_->arena(); }

  // Applies f to each element; true if any changed: then *list is a changed copy.
  template <typename T, typename F>
  bool Each(List<T>* list, F f) {
    bool copied = false;
    for (size_t i = 0; i < list->size(); i++) {
      T t = (*list)[i];
      T u = f(t);
      if (u == t) continue;
      if (!copied) *list = List<T>::Of(arena(), *list);
      copied = true;
      (*list)[i] = u;
    }
    return copied;
  }

  Var* VarOf(Var* v) {
    Type* t = Typ(v->type);
    return t == v->type ? v : CloneVar(arena(), v, t);
  }

  Func* FuncOf(Func* f) {
    if (f->type == nullptr) return f;
    Type* t = Typ(f->type);
    return t == f->type ? f : CloneFunc(arena(), f, t);
  }

  [[gnu::noinline]] Type* AliasOf(Alias* t) {
    size_t n = t->origin->tparams.size();
    if (n == 0) return t;
    if (t->targs.size() != n) return check_->Invalid();  // reported elsewhere
    List<Type*> targs = t->targs;
    if (!Each(&targs, [this](Type* t) { return Typ(t); })) return t;
    return check_->NewAliasInstance(pos_, t->origin, targs, expanding_, ctxt_);
  }

  [[gnu::noinline]] Type* NamedOf(Named* t) {
    // A generic type in its own declaration stands for itself only as an instance.
    size_t n = t->origin->tparams.size();
    if (n == 0) return t;
    if (t->targs.size() != n) return check_->Invalid();  // reported elsewhere
    List<Type*> targs = t->targs;
    if (!Each(&targs, [this](Type* t) { return Typ(t); })) return t;
    return check_->CheckInstance(pos_, t->origin, targs, expanding_, ctxt_);
  }

  [[gnu::noinline]] Type* StructOf(Struct* t) {
    List<Var*> fields = t->fields;
    if (!Each(&fields, [this](Var* v) { return VarOf(v); })) return t;
    auto* s = arena().New<Struct>();
    s->fields = fields;
    s->tags = t->tags;
    return s;
  }

  Tuple* TupleOf(Tuple* t) {
    if (t == nullptr) return nullptr;
    List<Var*> vars = t->vars;
    if (!Each(&vars, [this](Var* v) { return VarOf(v); })) return t;
    auto* u = arena().New<Tuple>();
    u->vars = vars;
    return u;
  }

  // The receiver stays: whoever expands a method sets it.
  [[gnu::noinline]] Type* SignatureOf(Signature* t) {
    Tuple* params = TupleOf(t->params);
    Tuple* results = TupleOf(t->results);
    if (params == t->params && results == t->results) return t;
    auto* s = arena().New<Signature>();
    s->rparams = t->rparams;
    s->tparams = t->tparams;
    s->recv = t->recv;
    s->params = params;
    s->results = results;
    s->variadic = t->variadic;
    return s;
  }

  [[gnu::noinline]] Type* UnionOf(Union* t) {
    List<Term> terms = t->terms;
    bool copied = false;
    for (size_t i = 0; i < terms.size(); i++) {
      Type* u = Typ(terms[i].type);
      if (u == terms[i].type) continue;
      if (!copied) terms = List<Term>::Of(arena(), terms);
      copied = true;
      terms[i].type = u;
    }
    if (!copied) return t;
    auto* u = arena().New<Union>();
    u->terms = terms;
    return u;
  }

  [[gnu::noinline]] Type* InterfaceOf(Interface* t) {
    List<Func*> methods = t->methods;
    List<Type*> embeddeds = t->embeddeds;
    bool m = Each(&methods, [this](Func* f) { return FuncOf(f); });
    bool e = Each(&embeddeds, [this](Type* t) { return Typ(t); });
    if (!m && !e) return t;
    Interface* iface = check_->NewInterface();
    iface->embeddeds = embeddeds;
    iface->embed_pos = t->embed_pos;
    iface->implicit = t->implicit;
    iface->complete = t->complete;
    // The methods of an interface literal have it as their receiver.
    ReplaceRecvType(check_, &methods, t, iface);
    iface->methods = methods;
    return iface;
  }

  Checker* check_;
  grammar::Pos pos_;
  const TypeMap& smap_;
  Named* expanding_;
  Context* ctxt_;
};

}  // namespace

bool ReplaceRecvType(Checker* check, List<Func*>* methods, Type* old, Type* to) {
  bool copied = false;
  for (size_t i = 0; i < methods->size(); i++) {
    Func* m = (*methods)[i];
    Signature* sig = m->signature();
    if (sig == nullptr || sig->recv == nullptr || sig->recv->type != old) continue;
    if (!copied) *methods = List<Func*>::Of(check->arena(), *methods);
    copied = true;
    auto* nsig = check->arena().New<Signature>(*sig);
    nsig->recv = CloneVar(check->arena(), sig->recv, to);
    (*methods)[i] = CloneFunc(check->arena(), m, nsig);
  }
  return copied;
}

Type* Checker::Subst(grammar::Pos pos, Type* typ, const TypeMap& smap, Named* expanding, Context* ctxt) {
  if (typ == nullptr || smap.empty()) return typ;
  return Subster(this, pos, smap, expanding, ctxt == nullptr ? this->ctxt : ctxt).Typ(typ);
}

}  // namespace minigo::types
