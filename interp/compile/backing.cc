// This file implements the analysis of backing stores: which slices stay within their function.
//
// gc gives a slice that does not escape a first backing store of 32 bytes in the frame, and cap shows it: after
// `var s []int; s = append(s, 1)` it is 4 if s stays local, and 1 if s is printed, returned or kept. The analysis follows
// slice values from variable to variable and into the parameters of called functions. What it does not understand
// escapes: uses by nested functions, fields, interfaces, results.
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interp/compile/fn.h"
#include "interp/compile/walk.h"

namespace minigo::compile {

using namespace grammar;
using types::BuiltinId;
using types::Var;
using types::VarKind;

namespace {

bool IsSlice(types::Type* t) { return t != nullptr && types::UnderIs<types::Slice>(t) != nullptr; }

bool IsAppend(const CallExpr* c) {
  const types::Builtin* b = BuiltinOf(c);
  return b != nullptr && b->id == BuiltinId::kAppend;
}

// Library packages whose functions keep no slice that they are given, unless they return one.
bool KeepsNothing(std::string_view path) {
  static constexpr std::string_view kPackages[] = {"slices", "sort", "strings", "bytes", "strconv", "unicode/utf8", "math"};
  for (std::string_view p : kPackages) {
    if (p == path) return true;
  }
  return false;
}

}  // namespace

// The slices of one declared function, with those of the functions that it passes them to.
class BackingStores {
 public:
  explicit BackingStores(std::unordered_map<const Var*, bool>* leaks) : leaks_(leaks) {}

  void Function(FuncDecl* decl) {
    auto* f = types::Is<types::Func>(decl->name->obj);
    if (f == nullptr || decl->body == nullptr || f->signature() == nullptr) return;
    if (f->signature()->results != nullptr) {
      for (Var* v : f->signature()->results->vars) escaped_[v] = true;
    }
    Visit(decl->body);
    // What flows into a variable that escapes escapes.
    std::unordered_map<const Var*, std::vector<const Var*>> sources;
    for (auto [from, to] : flows_) sources[to].push_back(from);
    std::vector<const Var*> work;
    for (auto [v, escaped] : escaped_) {
      if (escaped) work.push_back(v);
    }
    while (!work.empty()) {
      const Var* v = work.back();
      work.pop_back();
      for (const Var* from : sources[v]) {
        if (Escapes(from)) continue;
        escaped_[from] = true;
        work.push_back(from);
      }
    }
    for (auto [call, into] : appends_) call->first_in_frame = !Escapes(into);
  }

  bool Escapes(const Var* v) const {
    auto it = escaped_.find(v);
    return it != escaped_.end() && it->second;
  }

 private:
  static Var* Local(Expr* e) {
    auto* n = Is<Name>(Unparen(e));
    auto* v = n != nullptr ? types::Is<Var>(n->obj) : nullptr;
    if (v == nullptr || v->var_kind == VarKind::kPackage || v->var_kind == VarKind::kField || !IsSlice(v->type)) return nullptr;
    return v;
  }

  // Something is read of e, which itself goes nowhere.
  void Read(Expr* e) {
    if (Local(e) == nullptr) Visit(e);
  }

  // The value of e, a slice, goes to `into`, or to where nobody can follow it (nullptr).
  void Flow(Expr* e, Var* into) {
    e = Unparen(e);
    if (Var* v = Local(e)) {
      if (into == nullptr) escaped_[v] = true;
      else if (v != into) flows_.emplace_back(v, into);
      return;
    }
    if (auto* s = Is<SliceExpr>(e); s != nullptr && IsSlice(types::TypeOf(s->x))) {
      Flow(s->x, into);
      for (Expr* i : s->index) {
        if (i != nullptr) Visit(i);
      }
      return;
    }
    if (auto* c = Is<CallExpr>(e); c != nullptr && c->fun->tv != nullptr) {
      if (IsAppend(c) && !c->args.empty()) {
        Flow(c->args[0], into);
        for (size_t i = 1; i < c->args.size(); i++) {
          if (c->has_dots) Read(c->args[i]);  // its elements are copied
          else Visit(c->args[i]);
        }
        if (into != nullptr && !c->has_dots) appends_.emplace_back(c, into);
        return;
      }
      if (IsConversion(c) && IsSlice(types::TypeOf(c->args[0]))) return Flow(c->args[0], into);
    }
    Visit(e);
  }

  void Assign(Expr* lhs, Expr* rhs) {
    auto* n = Is<Name>(Unparen(lhs));
    if (n != nullptr && View(n->value) == "_") return Read(rhs);
    if (n == nullptr) Visit(lhs);
    if (IsSlice(types::TypeOf(rhs))) return Flow(rhs, Local(lhs));
    Visit(rhs);
  }

  void AssignAll(const List<Expr*>& lhs, const List<Expr*>& rhs) {
    if (lhs.size() == rhs.size()) {
      for (size_t i = 0; i < lhs.size(); i++) Assign(lhs[i], rhs[i]);
      return;
    }
    for (Expr* x : lhs) {
      if (Is<Name>(Unparen(x)) == nullptr) Visit(x);
    }
    for (Expr* x : rhs) Visit(x);
  }

  // Whether the parameter keeps what it is given.
  bool Leaks(types::Func* f, Var* param) {
    if (auto it = leaks_->find(param); it != leaks_->end()) return it->second;
    bool leaks = true;
    if (f->pkg != nullptr && f->pkg->library) {
      leaks = !KeepsNothing(f->pkg->path);
      types::Signature* sig = f->signature();
      if (sig->results != nullptr) {
        for (Var* r : sig->results->vars) leaks = leaks || IsSlice(r->type) || types::IsTypeParam(r->type);
      }
      // A parameter of type any, as sort.Slice has it, is a conversion.
      leaks = leaks || !(IsSlice(param->type) || types::IsTypeParam(param->type));
    } else if (f->decl != nullptr && f->decl->body != nullptr) {
      leaks_->emplace(param, false);  // a recursive call by itself keeps nothing
      BackingStores inner(leaks_);
      inner.Function(f->decl);
      leaks = inner.Escapes(param);
    }
    (*leaks_)[param] = leaks;
    return leaks;
  }

  void Argument(types::Func* f, types::Signature* sig, size_t i, CallExpr* c) {
    Expr* arg = c->args[i];
    size_t n = sig->params != nullptr ? sig->params->vars.size() : 0;
    bool packed = sig->variadic && !c->has_dots && i + 1 >= n;
    if (n == 0 || packed || !IsSlice(types::TypeOf(arg))) return Visit(arg);
    Var* param = sig->params->vars[i < n ? i : n - 1];
    if (f == nullptr || Leaks(f, param)) return Flow(arg, nullptr);
    // It comes back from there unharmed.
    Expr* x = Unparen(arg);
    while (auto* s = Is<SliceExpr>(x)) {
      for (Expr* e : s->index) {
        if (e != nullptr) Visit(e);
      }
      x = Unparen(s->x);
    }
    Read(x);
  }

  void Call(CallExpr* c) {
    if (IsConversion(c)) {
      // string(b) copies.
      if (IsSlice(types::TypeOf(c)) || !IsSlice(types::TypeOf(c->args[0]))) return Visit(c->args[0]);
      types::Type* to = types::Under(types::TypeOf(c));
      if (to->kind == types::TypeKind::kBasic || to->kind == types::TypeKind::kArray) return Read(c->args[0]);
      return Flow(c->args[0], nullptr);
    }
    if (const types::Builtin* b = BuiltinOf(c)) {
      switch (b->id) {
        case BuiltinId::kLen:
        case BuiltinId::kCap:
        case BuiltinId::kCopy:
        case BuiltinId::kClear:
          for (Expr* a : c->args) Read(a);
          return;
        case BuiltinId::kPrint:
        case BuiltinId::kPrintln:
          for (Expr* a : c->args) Read(a);
          return;
        default:
          for (Expr* a : c->args) Visit(a);
          return;
      }
    }
    types::Func* f = nullptr;
    Expr* fun = Unparen(c->fun);
    if (auto* ix = Is<IndexExpr>(fun)) fun = Unparen(ix->x);
    if (auto* n = Is<Name>(fun)) f = types::Is<types::Func>(n->obj);
    if (auto* s = Is<SelectorExpr>(fun)) {
      if (s->selection == nullptr) {
        f = types::Is<types::Func>(s->sel->obj);
      } else {
        auto* m = types::Is<types::Func>(s->selection->obj);
        types::Signature* sig = m != nullptr ? m->signature() : nullptr;
        bool direct = s->selection->kind == types::SelectionKind::kMethodVal && s->selection->index.size() == 1 &&
                      sig != nullptr && sig->recv != nullptr && IsSlice(types::TypeOf(s->x)) && IsSlice(sig->recv->type);
        if (direct && !Leaks(m, sig->recv)) Read(s->x);
        else Visit(s->x);
        if (m != nullptr && types::UnderIs<types::Interface>(types::TypeOf(s->x)) == nullptr) f = m;
      }
    } else if (f == nullptr) {
      Visit(fun);
    }
    if (f != nullptr) f = f->Origin();
    types::Signature* sig = f != nullptr ? f->signature()
                                         : types::UnderIs<types::Signature>(types::TypeOf(c->fun));
    if (sig == nullptr || (c->args.size() == 1 && types::Is<types::Tuple>(types::TypeOf(c->args[0])) != nullptr)) {
      for (Expr* a : c->args) Visit(a);
      return;
    }
    for (size_t i = 0; i < c->args.size(); i++) Argument(f, sig, i, c);
  }

  void Visit(Node* n) {
    while (n != nullptr) {
      switch (n->kind) {
        case NodeKind::kName:
          if (Var* v = Local(As<Name>(n))) escaped_[v] = true;
          return;
        case NodeKind::kCallExpr: {
          auto* c = As<CallExpr>(n);
          if (IsAppend(c)) {
            return Flow(c, nullptr);
          }
          return Call(c);
        }
        case NodeKind::kIndexExpr: {
          auto* i = As<IndexExpr>(n);
          Visit(i->index);
          return Read(i->x);
        }
        case NodeKind::kSliceExpr: {
          auto* s = As<SliceExpr>(n);
          return IsSlice(types::TypeOf(s->x)) ? Flow(s, nullptr) : VisitChildren(n);
        }
        case NodeKind::kFuncLit: {
          // What it captures is shared with it.
          auto* lit = As<grammar::FuncLit>(n);
          Pos from = StartPos(lit), to = lit->body->rbrace;
          auto use = [&](types::Object* o) {
            auto* v = types::Is<Var>(o);
            if (v != nullptr && (v->pos < from || v->pos > to)) escaped_[v] = true;
          };
          WalkUses(lit->body, use);
          n = lit->body;
          continue;
        }
        case NodeKind::kOperation: {
          auto* o = As<Operation>(n);
          if (o->y == nullptr && o->op == Op::kAnd) {
            if (auto* i = Is<IndexExpr>(Unparen(o->x))) {
              Visit(i->index);
              n = i->x;  // &s[i] shows the backing store
              continue;
            }
          }
          if (o->y != nullptr && (o->op == Op::kEql || o->op == Op::kNeq)) {
            Read(o->x);
            Read(o->y);
            return;
          }
          if (o->y != nullptr) Visit(o->y);
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
          if (d->values == nullptr) return;
          List<Expr*> rhs = Unpacked(d->values);
          if (rhs.size() == d->names.size()) {
            for (size_t i = 0; i < rhs.size(); i++) Assign(d->names[i], rhs[i]);
          } else {
            Visit(d->values);
          }
          return;
        }
        case NodeKind::kForStmt: {
          auto* f = As<ForStmt>(n);
          if (auto* rc = Is<RangeClause>(f->init)) {
            Read(rc->x);
            if (rc->lhs != nullptr && !rc->def) Visit(rc->lhs);
            n = f->body;
            continue;
          }
          break;
        }
        case NodeKind::kIfStmt: {
          auto* i = As<IfStmt>(n);
          if (i->init != nullptr) Visit(i->init);
          Visit(i->cond);
          Visit(i->then);
          n = i->els;
          continue;
        }
        default: break;
      }
      return VisitChildren(n);
    }
  }

  void VisitChildren(Node* n) {
    ForEachChild(n, [&](Node* child) { Visit(child); });
  }

  static List<Expr*> Unpacked(Expr*& e) {
    if (auto* l = Is<ListExpr>(e)) return l->elems;
    return List<Expr*>(&e, 1);
  }

  std::unordered_map<const Var*, bool>* leaks_;  // of parameters
  std::unordered_map<const Var*, bool> escaped_;
  std::vector<std::pair<Var*, Var*>> flows_;
  std::vector<std::pair<CallExpr*, Var*>> appends_;
};

void AnalyzeBackingStores(FuncDecl* decl, std::unordered_map<const Var*, bool>* leaks) {
  BackingStores(leaks).Function(decl);
}

}  // namespace minigo::compile
