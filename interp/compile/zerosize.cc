// This file implements the analysis of pointers to variables without size: which of them gc knows to differ.
//
// Whether such pointers are equal is left open by the language. gc gives variables that stay in their function places of
// their own, by name, and compares names when it compiles: they differ. Those that escape all lie at one address. The analysis
// follows the addresses of local variables, and what new and &T{} make, through variables that are defined once. What it does
// not understand escapes; pointers of unknown origin are compared when the program runs.
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interp/compile/fn.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::BuiltinId;
using types::Var;
using types::VarKind;

namespace {

bool IsSizeless(types::Type* t) { return !types::HasTypeParams(t) && types::Sizeof(t) == 0; }

bool PointsToSizeless(types::Type* t) {
  auto* p = t != nullptr && !types::IsTypeParam(t) ? types::UnderIs<types::Pointer>(t) : nullptr;
  return p != nullptr && IsSizeless(p->base);
}

Var* LocalOf(types::Object* o) {
  auto* v = types::Is<Var>(o);
  return v != nullptr && v->var_kind != VarKind::kPackage && v->var_kind != VarKind::kField ? v : nullptr;
}

// A local variable that can hold a pointer.
Var* HolderOf(types::Object* o) {
  Var* v = LocalOf(o);
  return v != nullptr && v->type != nullptr && !IsSizeless(v->type) ? v : nullptr;
}

}  // namespace

bool ComparesSizeless(const Operation* o) {
  return o->y != nullptr && (o->op == Op::kEql || o->op == Op::kNeq) && PointsToSizeless(types::TypeOf(o->x)) &&
         PointsToSizeless(types::TypeOf(o->y));
}

// The pointers of one declared function.
class SizelessPointers {
 public:
  using Leaks = std::unordered_map<const Var*, bool>;
  explicit SizelessPointers(Leaks* leaks) : leaks_(leaks) {}

  void Function(FuncDecl* decl) {
    auto* f = types::Is<types::Func>(decl->name->obj);
    if (f == nullptr || decl->body == nullptr || f->signature() == nullptr) return;
    Parameters(f->signature());
    if (f->signature()->results != nullptr) {
      for (Var* v : f->signature()->results->vars) Escape(v);
    }
    Visit(decl->body);
    // What flows into something that escapes escapes.
    while (!work_.empty()) {
      const void* at = work_.back();
      work_.pop_back();
      for (const void* from : sources_[at]) Escape(from);
    }
  }

  // The left operands of the comparisons whose operands differ.
  void Report(std::unordered_set<const Expr*>* distinct) {
    for (Operation* o : compared_) {
      const void* x = Origin(o->x);
      const void* y = Origin(o->y);
      if (x != nullptr && y != nullptr && x != y && !(Escapes(x) && Escapes(y))) distinct->insert(o->x);
    }
  }

  bool Escapes(const void* at) const { return escaped_.contains(at); }

 private:
  struct Definition {
    Expr* value = nullptr;
    int times = 0;  // two stands for more, and for what cannot be told
  };

  // What comes from outside has a value before it is assigned.
  void Parameters(types::Signature* sig) {
    if (sig->recv != nullptr) definitions_[sig->recv].times = 1;
    for (types::Tuple* t : {sig->params, sig->results}) {
      if (t == nullptr) continue;
      for (Var* v : t->vars) definitions_[v].times = 1;
    }
  }

  void Escape(const void* at) {
    if (escaped_.insert(at).second) work_.push_back(at);
  }

  void FlowTo(const void* from, const void* into) {
    if (into == nullptr) Escape(from);
    else if (from != into) sources_[into].push_back(from);
  }

  // The local variable whose address e is.
  static Var* Addressed(Expr* e) {
    auto* o = Is<Operation>(e);
    if (o == nullptr || o->y != nullptr || o->op != Op::kAnd) return nullptr;
    auto* n = Is<Name>(Unparen(o->x));
    return n != nullptr ? LocalOf(n->obj) : nullptr;
  }

  // &T{} or new(T), without elements or value that would have to be evaluated.
  static bool IsNew(Expr* e) {
    if (auto* o = Is<Operation>(e)) {
      auto* l = o->y == nullptr && o->op == Op::kAnd ? Is<CompositeLit>(Unparen(o->x)) : nullptr;
      return l != nullptr && l->elems.empty();
    }
    auto* c = Is<CallExpr>(e);
    const types::Builtin* b = c != nullptr && c->fun->tv != nullptr && !IsConversion(c) ? BuiltinOf(c) : nullptr;
    return b != nullptr && b->id == BuiltinId::kNew && c->args[0]->tv != nullptr &&
           c->args[0]->tv->mode == types::OperandMode::kTypExpr;
  }

  // What the pointer e points to: a variable, or the expression that makes one; nullptr if that is unknown.
  const void* Origin(Expr* e) {
    for (int depth = 0; depth < 100; depth++) {
      e = Unparen(e);
      if (Var* v = Addressed(e)) return shared_.contains(v) ? nullptr : v;
      if (IsNew(e)) return e;
      auto* n = Is<Name>(e);
      Var* v = n != nullptr ? LocalOf(n->obj) : nullptr;
      auto it = definitions_.find(v);
      if (v == nullptr || it == definitions_.end() || it->second.times != 1 || it->second.value == nullptr) return nullptr;
      e = it->second.value;
    }
    return nullptr;
  }

  // The value of e goes to `into`, a variable, or to where nobody can follow it (nullptr).
  void Flow(Expr* e, const void* into) {
    e = Unparen(e);
    if (auto* n = Is<Name>(e)) {
      if (Var* v = HolderOf(n->obj)) FlowTo(v, into);
      return;
    }
    if (Var* v = Addressed(e)) return FlowTo(v, into);
    if (IsNew(e)) return FlowTo(e, into);
    if (auto* o = Is<Operation>(e); o != nullptr && o->y == nullptr && o->op == Op::kAnd) {
      if (auto* l = Is<CompositeLit>(Unparen(o->x))) return Elements(l, into);
    }
    if (auto* l = Is<CompositeLit>(e)) return Elements(l, into);
    if (auto* c = Is<CallExpr>(e); c != nullptr && c->fun->tv != nullptr && IsConversion(c)) return Flow(c->args[0], into);
    Visit(e);
  }

  void Elements(CompositeLit* l, const void* into) {
    for (Expr* x : l->elems) {
      if (auto* kv = Is<KeyValueExpr>(x)) {
        if (types::UnderIs<types::Map>(types::TypeOf(l)) != nullptr) Flow(kv->key, into);
        x = kv->value;
      }
      Flow(x, into);
    }
  }

  // Something is read of e, which itself goes nowhere.
  void Read(Expr* e) {
    e = Unparen(e);
    if (Is<Name>(e) != nullptr || Addressed(e) != nullptr || IsNew(e)) return;
    Visit(e);
  }

  void Assign(Expr* lhs, Expr* rhs) {
    auto* n = Is<Name>(Unparen(lhs));
    if (n == nullptr) {
      Visit(lhs);
      if (rhs != nullptr) Flow(rhs, nullptr);
      return;
    }
    Var* v = LocalOf(n->obj);
    if (v != nullptr) {
      Definition& d = definitions_[v];
      d.times += rhs == nullptr ? 2 : 1;
      d.value = rhs;
    }
    if (rhs == nullptr) return;
    if (View(n->value) == "_") Read(rhs);
    else Flow(rhs, v);
  }

  void AssignAll(const List<Expr*>& lhs, const List<Expr*>& rhs) {
    bool each = lhs.size() == rhs.size();
    for (size_t i = 0; i < lhs.size(); i++) Assign(lhs[i], each ? rhs[i] : nullptr);
    if (each) return;
    for (Expr* x : rhs) Visit(x);
  }

  // Whether the parameter keeps what it is given, or hands it on.
  bool LeaksFrom(types::Func* f, Var* param) {
    if (auto it = leaks_->find(param); it != leaks_->end()) return it->second;
    bool leaks = true;
    if ((f->pkg == nullptr || !f->pkg->library) && f->decl != nullptr && f->decl->body != nullptr) {
      leaks_->emplace(param, true);
      SizelessPointers inner(leaks_);
      inner.Function(f->decl);
      leaks = inner.Escapes(param);
    }
    (*leaks_)[param] = leaks;
    return leaks;
  }

  void Argument(Expr* e, types::Func* f, Var* param) {
    if (f != nullptr && param != nullptr && !LeaksFrom(f, param)) Read(e);
    else Flow(e, nullptr);
  }

  void Call(CallExpr* c) {
    if (IsConversion(c)) return Flow(c->args[0], nullptr);
    if (const types::Builtin* b = BuiltinOf(c)) {
      bool reads = b->id == BuiltinId::kPrint || b->id == BuiltinId::kPrintln || b->id == BuiltinId::kLen ||
                   b->id == BuiltinId::kCap;
      for (Expr* a : c->args) reads ? Read(a) : Flow(a, nullptr);
      return;
    }
    types::Func* f = nullptr;
    Expr* fun = Unparen(c->fun);
    if (auto* ix = Is<IndexExpr>(fun)) fun = Unparen(ix->x);
    if (auto* n = Is<Name>(fun)) {
      f = types::Is<types::Func>(n->obj);
    } else if (auto* s = Is<SelectorExpr>(fun); s != nullptr && s->selection == nullptr) {
      f = types::Is<types::Func>(s->sel->obj);
    } else if (s != nullptr && s->selection->kind == types::SelectionKind::kMethodVal &&
               types::UnderIs<types::Interface>(types::TypeOf(s->x)) == nullptr) {
      f = types::Is<types::Func>(s->selection->obj);
      if (f != nullptr) f = f->Origin();
      Argument(s->x, f, f != nullptr && f->signature() != nullptr ? f->signature()->recv : nullptr);
    } else {
      Visit(fun);
    }
    if (f != nullptr) f = f->Origin();
    types::Signature* sig = f != nullptr ? f->signature() : nullptr;
    for (size_t i = 0; i < c->args.size(); i++) {
      size_t n = sig != nullptr && sig->params != nullptr ? sig->params->vars.size() : 0;
      bool packed = sig != nullptr && sig->variadic && i + 1 >= n;
      Argument(c->args[i], f, i < n && !packed ? sig->params->vars[i] : nullptr);
    }
  }

  void Visit(Node* n) {
    while (n != nullptr) {
      switch (n->kind) {
        case NodeKind::kName:
          if (Var* v = HolderOf(As<Name>(n)->obj)) Escape(v);
          return;
        case NodeKind::kCallExpr:
          return Call(As<CallExpr>(n));
        case NodeKind::kSelectorExpr: {
          // A method value keeps its receiver.
          auto* s = As<SelectorExpr>(n);
          if (s->selection == nullptr) return;
          if (s->selection->kind == types::SelectionKind::kMethodVal) return Flow(s->x, nullptr);
          return Read(s->x);
        }
        case NodeKind::kFuncLit: {
          // What it captures is shared with it.
          auto* lit = As<grammar::FuncLit>(n);
          Pos from = StartPos(lit), to = lit->body->rbrace;
          auto use = [&](types::Object* o) {
            Var* v = LocalOf(o);
            if (v == nullptr || (v->pos >= from && v->pos <= to)) return;
            Escape(v);
            definitions_[v].times = 2;
            shared_.insert(v);
          };
          if (auto* sig = types::UnderIs<types::Signature>(types::TypeOf(lit))) Parameters(sig);
          WalkUses(lit->body, use);
          n = lit->body;
          continue;
        }
        case NodeKind::kOperation: {
          auto* o = As<Operation>(n);
          if (o->y != nullptr) {
            if (ComparesSizeless(o)) compared_.push_back(o);
            Read(o->y);
            Read(o->x);
            return;
          }
          if (o->op != Op::kAnd) return Read(o->x);
          // The address of a part, or of a pointer.
          if (auto* x = Is<Name>(Unparen(o->x))) {
            if (Var* v = LocalOf(x->obj)) {
              Escape(v);
              definitions_[v].times = 2;
            }
            return;
          }
          n = o->x;
          continue;
        }
        case NodeKind::kAssignStmt: {
          auto* a = As<AssignStmt>(n);
          if (a->rhs == nullptr || (a->op != Op::kNone && a->op != Op::kDef)) break;
          AssignAll(Unpacked(a->lhs), Unpacked(a->rhs));
          return;
        }
        case NodeKind::kVarDecl: {
          auto* d = As<grammar::VarDecl>(n);
          if (d->values == nullptr) {
            for (Name* name : d->names) definitions_[LocalOf(name->obj)].times++;
            return;
          }
          List<Expr*> rhs = Unpacked(d->values);
          bool each = rhs.size() == d->names.size();
          for (size_t i = 0; i < d->names.size(); i++) Assign(d->names[i], each ? rhs[i] : nullptr);
          if (!each) Visit(d->values);
          return;
        }
        case NodeKind::kForStmt: {
          if (auto* rc = Is<RangeClause>(As<ForStmt>(n)->init); rc != nullptr && rc->lhs != nullptr) {
            for (Expr* x : Unpacked(rc->lhs)) Assign(x, nullptr);
          }
          break;
        }
        case NodeKind::kExprStmt:
          return Read(As<grammar::ExprStmt>(n)->x);
        default: break;
      }
      ForEachChild(n, [&](Node* child) { Visit(child); });
      return;
    }
  }

  static List<Expr*> Unpacked(Expr*& e) {
    if (auto* l = Is<ListExpr>(e)) return l->elems;
    return List<Expr*>(&e, 1);
  }

  Leaks* leaks_;  // of parameters
  std::unordered_set<const void*> escaped_;                            // variables and expressions that make one
  std::vector<const void*> work_;                                      // of those, whose sources are still to escape
  std::unordered_map<const void*, std::vector<const void*>> sources_;  // of variables
  std::unordered_map<const Var*, Definition> definitions_;
  std::unordered_set<const Var*> shared_;  // with nested functions
  std::vector<Operation*> compared_;
};

void AnalyzeSizeless(FuncDecl* decl, std::unordered_map<const Var*, bool>* leaks,
                     std::unordered_set<const Expr*>* distinct) {
  SizelessPointers pointers(leaks);
  pointers.Function(decl);
  pointers.Report(distinct);
}

}  // namespace minigo::compile
